#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace engram::energy {

/// A boolean expression of Liberty (`function`, `when`, `next_state`): names of pins, 0, 1,
/// `!a` or `a'`, `a ^ b`, `a & b`, `a * b` or `a b`, `a | b` or `a + b`, brackets; tighter first.
class BooleanFunction {
 public:
  /// A constant 0.
  BooleanFunction() = default;
  /// Throws std::invalid_argument that says what is wrong.
  explicit BooleanFunction(const std::string& text);

  /// Pins in the order in which they first appear.
  const std::vector<std::string>& pins() const { return pins_; }
  /// The value where the pin pins()[i] has value(i).
  template <class Value>
  bool evaluate(Value value) const {
    std::uint64_t stack = 0;  // bit 0 is on top
    for (const Step& step : steps_) {
      const std::uint64_t top = stack & 1U, below = (stack >> 1U) & 1U;
      switch (step.kind) {
        case Kind::constant:
          stack = (stack << 1U) | step.operand;
          break;
        case Kind::pin:
          stack = (stack << 1U) | (value(step.operand) ? 1U : 0U);
          break;
        case Kind::invert:
          stack ^= 1U;
          break;
        case Kind::both:
          stack = ((stack >> 2U) << 1U) | (top & below);
          break;
        case Kind::either:
          stack = ((stack >> 2U) << 1U) | (top | below);
          break;
        case Kind::differ:
          stack = ((stack >> 2U) << 1U) | (top ^ below);
          break;
      }
    }
    return (stack & 1U) != 0;
  }
  /// The same in Verilog, fully bracketed, each pin as `name(pin)`.
  std::string verilog(const std::function<std::string(const std::string&)>& name) const;

 private:
  friend class BooleanParser;
  enum class Kind : std::uint8_t { constant, pin, invert, both, either, differ };
  struct Step {
    Kind kind = Kind::constant;
    std::uint32_t operand = 0;  ///< value of a constant, index of a pin
  };
  std::vector<Step> steps_{Step{}};  ///< postfix
  std::vector<std::string> pins_;
};

}  // namespace engram::energy
