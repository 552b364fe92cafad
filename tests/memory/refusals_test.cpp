#include <gtest/gtest.h>

#include "small_images.hpp"

/// What cannot be stored is refused with the reason, before anything is laid out.
namespace engram {
namespace {

std::string reason(const SynapseMatrix& matrix, const EncodingChoice& choice) {
  try {
    encode(matrix, choice);
  } catch (const EncodingRefused& refused) {
    return refused.what();
  }
  return "taken";
}

SynapseMatrix with_format(WeightFormat format) {
  return dense_matrix(1, 1, format, {1});
}

EncodingChoice crossbar(Organisation organisation) {
  return {Encoding::crossbar, Sharing::none, organisation};
}

TEST(Refusals, WordsOutsideEightToTwoHundredFiftySixBits) {
  const SynapseMatrix matrix = small_images::four_by_four();
  for (const unsigned bits : {0U, 1U, 7U, 257U, 4096U}) {
    EXPECT_EQ(reason(matrix, crossbar({bits})),
              "word_bits is " + std::to_string(bits) + ", a word has 8 to 256 bits");
  }
  EXPECT_EQ(reason(matrix, crossbar({8})), "taken");
  EXPECT_EQ(reason(matrix, crossbar({256})), "taken");
}

TEST(Refusals, WeightsOfOtherWidths) {
  for (const unsigned bits : {0U, 1U, 17U, 64U}) {
    EXPECT_EQ(
        reason(with_format({WeightKind::uniform, bits}), crossbar({})),
        "uniform weights of " + std::to_string(bits) + " bits: float32 has 32, uniform 2 to 16");
  }
  EXPECT_EQ(reason(with_format({WeightKind::float32, 16}), crossbar({})),
            "float32 weights of 16 bits: float32 has 32, uniform 2 to 16");
  EXPECT_EQ(reason(with_format({WeightKind::power_of_two, 6}), crossbar({})),
            "power_of_two weights of 6 bits: power_of_two has 2 to 5");
  EXPECT_EQ(reason(with_format({WeightKind::power_of_two, 5}), crossbar({})), "taken");
  EXPECT_EQ(reason(with_format({WeightKind::uniform, 2}), crossbar({})), "taken");
  EXPECT_EQ(reason(with_format({WeightKind::uniform, 16}), crossbar({})), "taken");
  EXPECT_EQ(reason(with_format({WeightKind::float32, 32}), crossbar({})), "taken");
}

TEST(Refusals, PerWeightNeedsSixteenBitWords) {
  const Organisation wide{64, true, Access::per_weight};
  EXPECT_EQ(reason(small_images::four_by_four(), crossbar(wide)),
            "access per_weight reads one 16-bit word a weight: it needs word_bits 16 (found 64) "
            "and weights of at most 16 bits (found 4)");
  const Organisation narrow{16, true, Access::per_weight};
  EXPECT_EQ(reason(with_format({WeightKind::float32, 32}), crossbar(narrow)),
            "access per_weight reads one 16-bit word a weight: it needs word_bits 16 (found 16) "
            "and weights of at most 16 bits (found 32)");
  EXPECT_EQ(reason(small_images::four_by_four(), crossbar(narrow)), "taken");
}

TEST(Refusals, RunsOfNoneOrOfMoreThanSixteenBits) {
  for (const unsigned bits : {0U, 17U}) {
    Organisation organisation;
    organisation.run_bits = bits;
    EXPECT_EQ(reason(small_images::four_by_four(), {Encoding::run_length, {}, organisation}),
              "run_bits is " + std::to_string(bits) + ", a run has 1 to 16 bits");
    EXPECT_EQ(reason(small_images::four_by_four(), crossbar(organisation)), "taken");
  }
  for (const unsigned bits : {1U, 16U}) {
    Organisation organisation;
    organisation.run_bits = bits;
    EXPECT_EQ(reason(small_images::four_by_four(), {Encoding::run_length, {}, organisation}),
              "taken");
  }
}

TEST(Refusals, FunctionalWithoutAConvolution) {
  EXPECT_EQ(reason(small_images::four_by_four(), {Encoding::functional, {}, {}}),
            "encoding functional computes addresses from the geometry of a convolution; this "
            "projection is not one");
  EXPECT_EQ(reason(small_images::small_convolution(0, 8), {Encoding::functional, {}, {}}), "taken");
}

TEST(Refusals, ASharedKernelWithoutAConvolution) {
  for (const Encoding encoding : {Encoding::index, Encoding::bitmap, Encoding::run_length}) {
    EXPECT_EQ(reason(small_images::four_by_four(), {encoding, Sharing::kernel, {}}),
              "sharing kernel stores one entry a tap of a convolution; this projection is not one");
    EXPECT_EQ(reason(small_images::small_convolution(0, 8), {encoding, Sharing::kernel, {}}),
              "taken");
  }
}

TEST(Refusals, ACrossbarWithASharedKernel) {
  EXPECT_EQ(
      reason(small_images::small_convolution(0, 8), {Encoding::crossbar, Sharing::kernel, {}}),
      "encoding crossbar with a shared kernel is encoding functional");
}

TEST(Names, OfEncodings) {
  EXPECT_EQ(encoding_names(),
            (std::vector<std::string>{"crossbar", "index", "bitmap", "functional", "run_length"}));
  for (const std::string& name : encoding_names()) {
    ASSERT_TRUE(encoding_from(name)) << name;
    EXPECT_EQ(to_string(*encoding_from(name)), name);
  }
  EXPECT_EQ(functional_mode_names(), (std::vector<std::string>{"rowcol", "bitmap", "pure"}));
  for (const std::string& name : functional_mode_names()) {
    ASSERT_TRUE(functional_mode_from(name)) << name;
    EXPECT_EQ(to_string(*functional_mode_from(name)), name);
  }
  EXPECT_FALSE(functional_mode_from("Rowcol"));
  EXPECT_FALSE(encoding_from("Crossbar"));
  EXPECT_FALSE(encoding_from(""));
}

}  // namespace
}  // namespace engram
