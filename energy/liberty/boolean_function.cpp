#include "energy/liberty/boolean_function.hpp"

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace engram::energy {

/// Recursive descent; kDeepest bounds the recursion, and evaluate() to three bits a level.
class BooleanParser {
 public:
  explicit BooleanParser(const std::string& text) : text_(text) {}

  BooleanFunction parse() {
    result_.steps_.clear();
    either(0);
    if (peek() != '\0') fail();
    return std::move(result_);
  }

 private:
  using Kind = BooleanFunction::Kind;
  static constexpr int kDeepest = 20;
  static constexpr std::size_t kLongest = 1024;

  [[noreturn]] void fail() const {
    throw std::invalid_argument("'" + text_ + "' is no boolean expression: " +
                                (place_ < text_.size()
                                     ? "unexpected '" + std::string(1, text_[place_]) + "'"
                                     : "it ends too early"));
  }

  char peek() {
    while (place_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[place_])) != 0) {
      ++place_;
    }
    return place_ < text_.size() ? text_[place_] : '\0';
  }

  static bool of_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '[' || c == ']' ||
           c == '.';
  }

  void push(Kind kind, std::uint32_t operand = 0) {
    if (result_.steps_.size() == kLongest) fail();
    result_.steps_.push_back({kind, operand});
  }

  void either(int depth) {
    both(depth);
    while (peek() == '|' || peek() == '+') {
      ++place_;
      both(depth);
      push(Kind::either);
    }
  }

  void both(int depth) {
    differ(depth);
    while (true) {
      const char next = peek();
      if (next == '&' || next == '*') {
        ++place_;
      } else if (!of_name(next) && next != '!' && next != '(') {
        return;
      }
      differ(depth);
      push(Kind::both);
    }
  }

  void differ(int depth) {
    factor(depth);
    while (peek() == '^') {
      ++place_;
      factor(depth);
      push(Kind::differ);
    }
  }

  void factor(int depth) {
    if (depth == kDeepest) fail();
    const char next = peek();
    if (next == '!') {
      ++place_;
      factor(depth + 1);
      push(Kind::invert);
      return;
    }
    if (next == '(') {
      ++place_;
      either(depth + 1);
      if (peek() != ')') fail();
      ++place_;
    } else {
      name();
    }
    for (; peek() == '\''; ++place_) push(Kind::invert);
  }

  void name() {
    const std::size_t from = place_;
    while (place_ < text_.size() && of_name(text_[place_])) ++place_;
    const std::string word = text_.substr(from, place_ - from);
    if (word.empty()) fail();
    if (word == "0" || word == "1") return push(Kind::constant, word == "1" ? 1 : 0);
    const auto found = std::find(result_.pins_.begin(), result_.pins_.end(), word);
    push(Kind::pin, static_cast<std::uint32_t>(found - result_.pins_.begin()));
    if (found == result_.pins_.end()) result_.pins_.push_back(word);
  }

  std::string text_;
  std::size_t place_ = 0;
  BooleanFunction result_;
};

BooleanFunction::BooleanFunction(const std::string& text) {
  *this = BooleanParser(text).parse();
}

std::string BooleanFunction::verilog(
    const std::function<std::string(const std::string&)>& name) const {
  std::vector<std::string> stack;
  const auto join = [&stack](const char* sign) {
    const std::string right = std::move(stack.back());
    stack.pop_back();
    stack.back() = "(" + stack.back() + sign + right + ")";
  };
  for (const Step& step : steps_) {
    switch (step.kind) {
      case Kind::constant:
        stack.push_back(step.operand != 0 ? "1'b1" : "1'b0");
        break;
      case Kind::pin:
        stack.push_back(name(pins_[step.operand]));
        break;
      case Kind::invert:
        stack.back() = "(~" + stack.back() + ")";
        break;
      case Kind::both:
        join(" & ");
        break;
      case Kind::either:
        join(" | ");
        break;
      case Kind::differ:
        join(" ^ ");
        break;
    }
  }
  return stack.back();
}

}  // namespace engram::energy
