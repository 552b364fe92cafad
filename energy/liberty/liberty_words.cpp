#include "energy/liberty/liberty_words.hpp"

#include <cctype>

#include "energy/liberty/liberty_fault.hpp"

namespace engram::energy {
namespace {

constexpr std::string_view kMarks = "(){}:;,";

bool blank(char c) {
  return std::isspace(static_cast<unsigned char>(c)) != 0;
}

}  // namespace

LibertyWords::LibertyWords(std::string_view text, const std::string& file)
    : text_(text), file_(file) {
  read();
}

void LibertyWords::fail(const LibertyWord& at, const std::string& what) const {
  throw LibertyFault({file_ + ":" + std::to_string(at.line) + ": " + what});
}

LibertyWord LibertyWords::take() {
  LibertyWord taken = std::move(next_);
  read();
  return taken;
}

/// Blanks, comments, and the backslash that continues a line.
void LibertyWords::skip_blanks() {
  while (place_ < text_.size()) {
    if (at("/*")) {
      const std::size_t end = text_.find("*/", place_ + 2);
      LibertyWord opened;
      opened.line = line_;
      if (end == std::string_view::npos) fail(opened, "the comment does not end");
      for (; place_ < end + 2; ++place_) line_ += text_[place_] == '\n';
    } else if (at("//")) {
      while (place_ < text_.size() && text_[place_] != '\n') ++place_;
    } else if (blank(text_[place_]) || text_[place_] == '\\') {
      line_ += text_[place_] == '\n';
      ++place_;
    } else {
      return;
    }
  }
}

void LibertyWords::read_quoted() {
  next_.kind = LibertyWord::Kind::text;
  for (++place_; place_ < text_.size() && text_[place_] != '"'; ++place_) {
    line_ += text_[place_] == '\n';
    next_.text += text_[place_] == '\\' || text_[place_] == '\n' ? ' ' : text_[place_];
  }
  if (place_ == text_.size()) fail(next_, "the quoted text does not end");
  ++place_;
}

void LibertyWords::read() {
  skip_blanks();
  next_ = {};
  next_.line = line_;
  next_.first_of_line = line_ != last_line_;
  if (place_ < text_.size() && text_[place_] == '"') {
    read_quoted();
  } else if (place_ < text_.size() && kMarks.find(text_[place_]) != std::string_view::npos) {
    next_.kind = LibertyWord::Kind::mark;
    next_.text = text_[place_++];
  } else if (place_ < text_.size()) {
    next_.kind = LibertyWord::Kind::word;
    bool in_brackets = false;  // a range of a bus, A[7:0]
    for (; place_ < text_.size(); ++place_) {
      const char c = text_[place_];
      in_brackets = (in_brackets || c == '[') && c != ']' && c != '\n';
      if (blank(c) || c == '"' || at("/*")) break;
      if (!in_brackets && kMarks.find(c) != std::string_view::npos) break;
      next_.text += c;
    }
  }
  last_line_ = line_;
}

}  // namespace engram::energy
