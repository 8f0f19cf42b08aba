#include "atlas/utils/template_writer.hpp"

#include "atlas/utils/emit/emit.hpp"
#include "atlas/utils/emit/kinds.hpp"

#include <exception>
#include <fmt/format.h>
#include <utility>

namespace atlas {
namespace {

thread_local std::string t_text;
thread_local std::optional<Diagnostic> t_refusal;

Json value_of(const AtlasJob& job) {
  switch (job.kind) {
    case 1:
      return job.integer != 0;
    case 2:
      return job.integer;
    case 3:
      return job.number;
    case 4:
      return std::string(rust::view(job.text));
    case 5:
      return Json::parse(rust::view(job.text));
    default:
      return nullptr;
  }
}

Result<std::string> as_format(const AtlasJob& job) {
  const std::string_view wanted = rust::view(job.format);
  const std::optional<emit::Format> format = emit::format_named(wanted);
  if (!format) {
    return failure(emit::k_no_writer(fmt::format("`as` knows no format `{}`", wanted)));
  }
  return emit::literal(*format, value_of(job));
}

Result<std::string> block(const AtlasJob& job) {
  if (job.indent < 0 || job.indent > 200) {
    return failure(emit::k_unwritable("`block` takes an indentation from 0 to 200"));
  }
  return emit::block(emit::format_of(rust::view(job.name)), value_of(job), static_cast<std::size_t>(job.indent));
}

Result<std::string> written(const AtlasJob& job) {
  switch (job.filter) {
    case 1:
      return as_format(job);
    case 2:
      return block(job);
    case 10:
      return emit::identifier(value_of(job));
    case 11:
      return emit::raw(value_of(job));
    case 12:
      return emit::node_id(value_of(job));
    case 13:
      return emit::code_span(value_of(job));
    case 14:
      return emit::comment(value_of(job));
    case 15:
      return emit::line(value_of(job));
    default:
      return emit::literal(emit::format_of(rust::view(job.name)), value_of(job));
  }
}

std::int32_t finish(Result<void> result) {
  if (!result) {
    t_refusal = std::move(result).error();
    return 1;
  }
  return 0;
}

std::int32_t write_text(const AtlasJob& job) {
  // The common case, text as a literal, goes straight into the buffer that stays.
  if (job.filter == 0 && job.kind == 4) {
    t_text.clear();
    return finish(emit::append_text(emit::format_of(rust::view(job.name)), rust::view(job.text), t_text));
  }
  return finish(written(job).map([](std::string text) { t_text = std::move(text); }));
}

}  // namespace

std::int32_t write_job(const AtlasJob* job, AtlasSlice* text) noexcept {
  try {
    const std::int32_t status = write_text(*job);
    *text = rust::slice(t_text);
    return status;
  } catch (const std::exception&) {
    t_refusal.reset();
    return 1;
  }
}

std::optional<Diagnostic> take_refusal() { return std::exchange(t_refusal, std::nullopt); }

}  // namespace atlas
