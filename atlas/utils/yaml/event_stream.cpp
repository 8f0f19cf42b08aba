#include "atlas/utils/yaml/event_stream.hpp"

#include <new>

namespace atlas::yaml {
namespace {

const unsigned char* bytes_of(const std::string& text) { return reinterpret_cast<const unsigned char*>(text.data()); }

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

std::string text_or_empty(const char* text) { return text != nullptr ? text : ""; }

}  // namespace

void EventStream::CloseParser::operator()(yaml_parser_t* parser) const {
  yaml_parser_delete(parser);
  delete parser;
}

void EventStream::CloseEvent::operator()(yaml_event_t* event) const {
  yaml_event_delete(event);
  delete event;
}

EventStream::EventStream(std::shared_ptr<const Source> source)
    : source_(std::move(source)), event_(new yaml_event_t{}) {
  auto parser = std::make_unique<yaml_parser_t>();
  if (yaml_parser_initialize(parser.get()) == 0) {
    throw std::bad_alloc();
  }
  parser_.reset(parser.release());
  yaml_parser_set_encoding(parser_.get(), YAML_UTF8_ENCODING);
  yaml_parser_set_input_string(parser_.get(), bytes_of(source_->text), source_->text.size());
}

bool EventStream::next() {
  yaml_event_delete(event_.get());
  return yaml_parser_parse(parser_.get(), event_.get()) != 0;
}

SyntaxProblem EventStream::problem() {
  const yaml_parser_t& parser = *parser_;
  return {mark_at(parser.problem_mark), text_or_empty(parser.problem), mark_at(parser.context_mark),
          text_or_empty(parser.context)};
}

Mark EventStream::mark_at(const yaml_mark_t& mark) {
  const int line = static_cast<int>(mark.line) + 1;
  const std::string_view text = source_->line(line);
  if (mark.line != line_ || mark.column < characters_) {
    line_ = mark.line;
    characters_ = 0;
    bytes_ = 0;
  }
  for (; bytes_ < text.size() && characters_ < mark.column; ++characters_) {
    for (++bytes_; bytes_ < text.size() && continues_character(text[bytes_]); ++bytes_) {
    }
  }
  return {source_, line, static_cast<int>(bytes_ + (text.empty() ? mark.column : 0)) + 1};
}

}  // namespace atlas::yaml
