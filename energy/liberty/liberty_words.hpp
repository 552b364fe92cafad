#pragma once

#include <string>
#include <string_view>

namespace engram::energy {

/// One token of a Liberty file.
struct LibertyWord {
  enum class Kind { word, text, mark, end };
  Kind kind = Kind::end;
  std::string text;  ///< of `mark`: one of ( ) { } : ; ,
  int line = 1;
  bool first_of_line = false;
};

/// Cuts a text into tokens: comments and line continuations are dropped, quotes taken off.
class LibertyWords {
 public:
  /// Both must outlive it.
  LibertyWords(std::string_view text, const std::string& file);
  const LibertyWord& peek() const { return next_; }
  LibertyWord take();
  [[noreturn]] void fail(const LibertyWord& at, const std::string& what) const;

 private:
  void skip_blanks();
  void read();
  void read_quoted();
  bool at(std::string_view sign) const { return text_.substr(place_, sign.size()) == sign; }

  std::string_view text_;
  const std::string& file_;
  std::size_t place_ = 0;
  int line_ = 1, last_line_ = 0;
  LibertyWord next_;
};

}  // namespace engram::energy
