#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "brute_force.hpp"
#include "memory/controller.hpp"
#include "random_matrix.hpp"

/// What holds for every image of every matrix (unrolled rows).
namespace engram {
namespace {

using random_matrix::describe;

constexpr int kMatricesARun = 10;  // RapidCheck makes 100 runs

template <class Property>
bool holds_for_matrices(Property property) {
  return rc::check([property] {
    for (int k = 0; k < kMatricesARun; ++k) {
      const SynapseMatrix matrix = random_matrix::draw_dense();
      RC_LOG() << describe(matrix) << std::endl;
      property(matrix);
    }
  });
}

void require_same(const SynapseMatrix& decoded, const SynapseMatrix& matrix) {
  RC_ASSERT(decoded.rows == matrix.rows);
  RC_ASSERT(decoded.targets == matrix.targets);
  RC_ASSERT(decoded.format == matrix.format);
  RC_ASSERT(decoded.row_begin == matrix.row_begin);
  RC_ASSERT(decoded.target == matrix.target);
  RC_ASSERT(decoded.code == matrix.code);
}

TEST(ImageProperties, DecodesToTheMatrixThatWasEncoded) {
  EXPECT_TRUE(holds_for_matrices([](const SynapseMatrix& matrix) {
    for (const EncodingChoice& choice : random_matrix::draw_choices(matrix)) {
      RC_LOG() << describe(choice) << std::endl;
      require_same(decode(encode(matrix, choice)), matrix);
    }
  }));
}

TEST(ImageProperties, PackedSizeIsTheClosedFormula) {
  EXPECT_TRUE(holds_for_matrices([](const SynapseMatrix& matrix) {
    for (const EncodingChoice& choice : random_matrix::draw_choices(matrix)) {
      const std::uint64_t formula = brute_force::formula(brute_force::unrolled(matrix), choice) +
                                    brute_force::codebook_formula(matrix);
      RC_ASSERT(packed_bits(matrix, choice) == formula);
      const MemoryImage image = encode(matrix, choice);
      if (choice.organisation.packed) RC_ASSERT(image.payload_bits() == formula);
      for (const Region& region : image.regions) {
        const std::uint64_t word = choice.organisation.word_bits;
        const std::uint64_t full = (region.payload_bits + word - 1) / word;
        RC_ASSERT(region.data.words() == std::max<std::uint64_t>(full, 1));
        RC_ASSERT(region.data.word_bits() == word);
      }
    }
  }));
}

TEST(ImageProperties, WordsTouchedEqualABruteForceCount) {
  EXPECT_TRUE(holds_for_matrices([](const SynapseMatrix& matrix) {
    const brute_force::StoredRows rows = brute_force::unrolled(matrix);
    for (const EncodingChoice& choice : random_matrix::draw_choices(matrix)) {
      RC_LOG() << describe(choice) << std::endl;
      const MemoryImage image = encode(matrix, choice);
      const auto controller = make_controller(image);
      RowRead read;
      for (std::uint32_t row = 0; row < matrix.rows; ++row) {
        controller->read_row(row, read);
        brute_force::Cost cost = brute_force::cost(rows, brute_force::whole_row(rows, row), choice);
        brute_force::add_look_up(matrix, row, choice, cost);
        RC_ASSERT(read.words == cost.words);
        RC_ASSERT(read.deliveries.size() == cost.delivered);
        RC_ASSERT(read.skipped == cost.skipped);
        RC_ASSERT(read.synapses == rows.rows[row].size());
        RC_ASSERT(read.addresses == 0U);
        RC_ASSERT(std::is_sorted(
            read.deliveries.begin(), read.deliveries.end(),
            [](const Delivery& a, const Delivery& b) { return a.target < b.target; }));
      }
    }
  }));
}

TEST(ImageProperties, LevelsAreThoseOfTheTable) {
  EXPECT_TRUE(holds_for_matrices([](const SynapseMatrix& matrix) {
    if (!matrix.codebook) return;
    for (const EncodingChoice& choice : random_matrix::draw_choices(matrix)) {
      RC_LOG() << describe(choice) << std::endl;
      random_matrix::require_levels(encode(matrix, choice), matrix);
    }
  }));
}

TEST(ImageProperties, AnEventKeepsNothingOfTheOneBefore) {
  EXPECT_TRUE(holds_for_matrices([](const SynapseMatrix& matrix) {
    const auto choices = random_matrix::draw_choices(matrix);
    const MemoryImage image =
        encode(matrix, choices[*rc::gen::inRange<std::size_t>(0, choices.size())]);
    const auto controller = make_controller(image);
    RowRead first;
    RowRead other;
    for (std::uint32_t row = 0; row < matrix.rows; ++row) {
      controller->read_row(row, first);
      controller->read_row(matrix.rows - 1 - row, other);
      controller->read_row(row, other);
      RC_ASSERT(first.words == other.words);
      RC_ASSERT(first.deliveries.size() == other.deliveries.size());
      for (std::size_t k = 0; k < first.deliveries.size(); ++k) {
        RC_ASSERT(first.deliveries[k].target == other.deliveries[k].target);
        RC_ASSERT(first.deliveries[k].code == other.deliveries[k].code);
      }
    }
  }));
}

}  // namespace
}  // namespace engram
