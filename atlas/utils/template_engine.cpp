#include "atlas/utils/template_engine.hpp"

#include "atlas/utils/rust/bridge.hpp"
#include "atlas/utils/template_folders.hpp"
#include "atlas/utils/template_writer.hpp"
#include "atlas/utils/text.hpp"

#include <fmt/format.h>
#include <stdexcept>

namespace atlas {
namespace {

ATLAS_DIAGNOSTIC(k_syntax, "ATLAS-E5001", error, "a template is not valid Jinja",
                 "The template engine could not read the template, or the template uses a filter or test that does "
                 "not exist here. The position is in the template. Filters that mark text as safe (`safe`, `escape`, "
                 "`tojson`) are left out on purpose: `{{ value }}` already writes a complete literal of the file's "
                 "format, and `as(\"json\")` writes JSON. docs/templates.md lists what there is.");
ATLAS_DIAGNOSTIC(k_undefined, "ATLAS-E5002", error, "a template uses a value that does not exist",
                 "An undefined variable is an error, also in `{% if %}`, so that a misspelt name never makes an empty "
                 "setting. Check the name against the context (`atlas debug blueprint` prints it), or say what you "
                 "mean with `is defined` or `default(…)`.");
ATLAS_DIAGNOSTIC(k_not_found, "ATLAS-E5003", error, "a template does not exist",
                 "No template folder has a file of this name. Names are paths below a template folder, with `/` and "
                 "their `.j2`; folders given with --templates are searched first.");
ATLAS_DIAGNOSTIC(k_other, "ATLAS-E5004", error, "a template failed",
                 "The template is valid, but an operation in it is not: two types that do not add up, a call of "
                 "something that is no macro, an include that cannot be read. The message names the expression, never "
                 "its value.");
ATLAS_DIAGNOSTIC(k_endless, "ATLAS-E5005", error, "a template does not come to an end",
                 "A rendering may take some hundred million steps, far more than any real template needs. This one "
                 "took more: look for a loop over a huge range or a macro that calls itself.");

const DiagnosticKind& kind_of(int kind) {
  switch (kind) {
    case 1:
      return k_syntax;
    case 2:
      return k_undefined;
    case 3:
      return k_not_found;
    case 5:
      return k_endless;
    default:
      return k_other;
  }
}

AtlasContext* converted(const Json& value) {
  const std::string text = value.dump();
  AtlasContext* context = atlas_rust_context(rust::slice(text));
  if (context == nullptr) {
    throw std::logic_error("the template engine refused a JSON value");
  }
  return context;
}

struct FreeContext {
  void operator()(AtlasContext* context) const { atlas_rust_free_context(context); }
};
struct FreeEnvironment {
  void operator()(AtlasEnvironment* environment) const { atlas_rust_free_environment(environment); }
};
using OwnedContext = std::unique_ptr<AtlasContext, FreeContext>;

std::int32_t load(void* owner, AtlasSlice name, AtlasSlice* source) noexcept {
  try {
    thread_local std::string bytes;
    const auto path = static_cast<const TemplateFolders*>(owner)->find(rust::view(name));
    if (!path) {
      return 1;
    }
    std::optional<std::string> found = read_bytes(*path);
    if (!found || !text::is_utf8(*found)) {
      return 2;
    }
    bytes = *std::move(found);
    *source = rust::slice(bytes);
    return 0;
  } catch (const std::exception&) {
    return 2;
  }
}

}  // namespace

struct TemplateContext::Impl {
  OwnedContext value;
};

TemplateContext::TemplateContext(const Json& value) : impl_(new Impl{OwnedContext(converted(value))}) {}
TemplateContext::~TemplateContext() = default;
TemplateContext::TemplateContext(TemplateContext&&) noexcept = default;
TemplateContext& TemplateContext::operator=(TemplateContext&&) noexcept = default;

struct TemplateEngine::Impl {
  explicit Impl(std::vector<std::filesystem::path> list)
      : folders(std::move(list)), environment(atlas_rust_environment(&folders, load, write_job)) {
    if (environment == nullptr) {
      throw std::logic_error("the template engine did not start");
    }
  }

  std::optional<SourceLocation> place(const rust::Answer& answer) const {
    const auto path = folders.find(answer.name());
    if (!path) {
      return std::nullopt;
    }
    SourceLocation place{path->generic_string(), answer.line(), answer.column(), ""};
    const std::vector<std::string> lines = text::lines(read_bytes(*path).value_or(""));
    if (answer.line() > 0 && static_cast<std::size_t>(answer.line()) <= lines.size()) {
      place.source_line = lines[static_cast<std::size_t>(answer.line()) - 1];
    }
    return place;
  }

  Diagnostic problem(std::string_view name, const rust::Answer& answer) const {
    std::optional<Diagnostic> refusal = take_refusal();
    Diagnostic diagnostic = answer.kind() == 6 && refusal
                                ? *std::move(refusal)
                                : kind_of(answer.kind())(fmt::format("template {}: {}", name, answer.text()));
    return std::move(diagnostic).at(place(answer)).on(std::string(name));
  }

  TemplateFolders folders;
  std::unique_ptr<AtlasEnvironment, FreeEnvironment> environment;
};

TemplateEngine::TemplateEngine(std::vector<std::filesystem::path> folders)
    : impl_(std::make_unique<Impl>(std::move(folders))) {}
TemplateEngine::~TemplateEngine() = default;

Result<std::string> TemplateEngine::render(std::string_view name, const TemplateContext& context,
                                           const Json& extra) const {
  if (!text::is_utf8(name)) {
    return failure(k_not_found("a template's name is not valid UTF-8"));
  }
  const OwnedContext more(extra.is_null() ? nullptr : converted(extra));
  const rust::Answer answer(
      atlas_rust_render(impl_->environment.get(), rust::slice(name), context.impl_->value.get(), more.get()));
  if (answer.kind() != 0) {
    return failure(impl_->problem(name, answer));
  }
  return std::string(answer.text());
}

std::vector<std::string> TemplateEngine::list(std::string_view prefix) const { return impl_->folders.list(prefix); }

Result<std::string> TemplateEngine::read(std::string_view name) const {
  const auto path = impl_->folders.find(name);
  if (!path) {
    return failure(k_not_found(fmt::format("file {} is in no template folder", name)).on(std::string(name)));
  }
  std::optional<std::string> bytes = read_bytes(*path);
  if (!bytes) {
    return failure(k_other(fmt::format("file {} cannot be read", path->generic_string())).on(std::string(name)));
  }
  return *std::move(bytes);
}

}  // namespace atlas
