#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "brute_force.hpp"
#include "memory/controller.hpp"
#include "random_matrix.hpp"

/// What holds for every image of every slice of every convolution, unrolled or by tap.
namespace engram {
namespace {

using random_matrix::describe;

constexpr int kConvolutionsARun = 10;  // RapidCheck makes 100 runs

template <class Property>
bool holds_for_convolutions(Property property) {
  return rc::check([property] {
    for (int k = 0; k < kConvolutionsARun; ++k) {
      const SynapseMatrix matrix = random_matrix::draw_convolution();
      RC_LOG() << describe(matrix) << std::endl;
      property(matrix);
    }
  });
}

bool by_tap(const EncodingChoice& choice) {
  return choice.sharing == Sharing::kernel;
}

TEST(ConvProperties, DecodesToTheUnrolledMatrix) {
  EXPECT_TRUE(holds_for_convolutions([](const SynapseMatrix& matrix) {
    for (const EncodingChoice& choice : random_matrix::draw_choices(matrix)) {
      RC_LOG() << describe(choice) << std::endl;
      const SynapseMatrix decoded = decode(encode(matrix, choice));
      RC_ASSERT(decoded.row_begin == matrix.row_begin);
      RC_ASSERT(decoded.target == matrix.target);
      RC_ASSERT(decoded.code == matrix.code);
    }
  }));
}

TEST(ConvProperties, PackedSizeIsTheClosedFormula) {
  EXPECT_TRUE(holds_for_convolutions([](const SynapseMatrix& matrix) {
    for (const EncodingChoice& choice : random_matrix::draw_choices(matrix)) {
      const std::uint64_t formula =
          brute_force::formula(
              by_tap(choice) ? brute_force::kernel(matrix) : brute_force::unrolled(matrix),
              choice) +
          brute_force::codebook_formula(matrix);
      RC_ASSERT(packed_bits(matrix, choice) == formula);
      if (choice.organisation.packed) {
        RC_ASSERT(encode(matrix, choice).payload_bits() == formula);
      }
    }
  }));
}

TEST(ConvProperties, WordsTouchedEqualABruteForceCount) {
  EXPECT_TRUE(holds_for_convolutions([](const SynapseMatrix& matrix) {
    const brute_force::StoredRows unrolled = brute_force::unrolled(matrix);
    const brute_force::StoredRows kernel = brute_force::kernel(matrix);
    std::vector<brute_force::Taps> taps;
    for (std::uint32_t row = 0; row < matrix.rows; ++row) {
      taps.push_back(brute_force::taps(matrix, row));
    }
    for (const EncodingChoice& choice : random_matrix::draw_choices(matrix)) {
      RC_LOG() << describe(choice) << std::endl;
      const MemoryImage image = encode(matrix, choice);
      const auto controller = make_controller(image);
      RowRead read;
      for (std::uint32_t row = 0; row < matrix.rows; ++row) {
        controller->read_row(row, read);
        brute_force::Cost cost =
            by_tap(choice)
                ? brute_force::cost(kernel, taps[row], choice)
                : brute_force::cost(unrolled, brute_force::whole_row(unrolled, row), choice);
        brute_force::add_look_up(matrix, row, choice, cost);
        RC_ASSERT(read.words == cost.words);
        RC_ASSERT(read.deliveries.size() == cost.delivered);
        RC_ASSERT(read.skipped == cost.skipped);
        RC_ASSERT(read.addresses == (by_tap(choice) ? cost.delivered : 0U));
        RC_ASSERT(read.synapses == unrolled.rows[row].size());
      }
    }
  }));
}

TEST(ConvProperties, LevelsAreThoseOfTheTable) {
  EXPECT_TRUE(holds_for_convolutions([](const SynapseMatrix& matrix) {
    if (!matrix.codebook) return;
    for (const EncodingChoice& choice : random_matrix::draw_choices(matrix)) {
      RC_LOG() << describe(choice) << std::endl;
      random_matrix::require_levels(encode(matrix, choice), matrix);
    }
  }));
}

}  // namespace
}  // namespace engram
