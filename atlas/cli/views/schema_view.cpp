#include "atlas/cli/views/schema_view.hpp"

#include "atlas/spec/schema_reference.hpp"

#include <fmt/format.h>

namespace atlas::cli {

std::string SchemaView::text(const Style& /*style*/) const {
  return markdown_ ? fmt::format("# {}\n", schema_.value("title", "Schema")) + spec::schema_reference(schema_, 2)
                   : schema_.dump(2) + "\n";
}

}  // namespace atlas::cli
