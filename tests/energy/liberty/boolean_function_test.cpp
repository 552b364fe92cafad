#include "energy/liberty/boolean_function.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace engram::energy {
namespace {

/// Values for every assignment, pins()[0] slowest.
std::string truth(const std::string& text) {
  const BooleanFunction function(text);
  const std::size_t pins = function.pins().size();
  std::string all;
  for (std::uint32_t row = 0; row < (1U << pins); ++row) {
    all += function.evaluate([&](std::uint32_t pin) { return (row >> (pins - 1 - pin)) & 1U; })
               ? '1'
               : '0';
  }
  return all;
}

TEST(BooleanFunction, Evaluates) {
  EXPECT_EQ(truth("!A"), "10");
  EXPECT_EQ(truth("A'"), "10");
  EXPECT_EQ(truth("A*B"), "0001");
  EXPECT_EQ(truth("A B"), "0001");
  EXPECT_EQ(truth("A + B"), "0111");
  EXPECT_EQ(truth("A ^ B"), "0110");
  EXPECT_EQ(truth("!(A&B)"), "1110");
  EXPECT_EQ(truth("(A|B)'"), "1000");
  EXPECT_EQ(truth("1"), "1");
  EXPECT_EQ(truth("!!A''"), "01");
}

TEST(BooleanFunction, TighterFirst) {
  EXPECT_EQ(truth("A | B & C"), truth("A | (B & C)"));
  EXPECT_EQ(truth("A & B ^ C"), truth("A & (B ^ C)"));
  EXPECT_EQ(truth("!A & B"), truth("(!A) & B"));
  EXPECT_EQ(truth("(S*A)+(S'*B)"), "01010011");
}

TEST(BooleanFunction, Verilog) {
  const auto name = [](const std::string& pin) { return "p_" + pin; };
  EXPECT_EQ(BooleanFunction("!(A*B)").verilog(name), "(~(p_A & p_B))");
  EXPECT_EQ(BooleanFunction("A ^ 1").verilog(name), "(p_A ^ 1'b1)");
}

TEST(BooleanFunction, RefusesWhatIsNone) {
  for (const char* text : {"", "A &", "(A", "A)", "A ? B", "!", "'A", "&"}) {
    EXPECT_THROW(BooleanFunction{text}, std::invalid_argument) << text;
  }
  EXPECT_THROW(BooleanFunction(std::string(500, '(') + "A"), std::invalid_argument);
}

}  // namespace
}  // namespace engram::energy
