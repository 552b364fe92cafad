#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <random>

#include "brute_force_backward.hpp"
#include "memory/controller.hpp"
#include "memory/learning_controller.hpp"
#include "memory/reencode.hpp"
#include "random_matrix.hpp"

/// What holds for columns of every image of every matrix (unrolled rows).
namespace engram {
namespace {

using random_matrix::describe;

constexpr int kLearningMatricesARun = 5;  // RapidCheck makes 100 runs

/// Calls property(matrix, choice, image) for every legal choice with learning.
template <class Property>
bool holds_for_columns(Property property) {
  return rc::check([property] {
    for (int k = 0; k < kLearningMatricesARun; ++k) {
      const SynapseMatrix matrix = random_matrix::draw_dense();
      if (matrix.codebook || matrix.format.kind == WeightKind::power_of_two) continue;
      RC_LOG() << describe(matrix) << std::endl;
      for (const EncodingChoice& choice : random_matrix::draw_learning_choices(matrix)) {
        RC_LOG() << describe(choice) << std::endl;
        property(matrix, choice, encode(matrix, choice));
      }
    }
  });
}

/// Codes of [row][target], 0 where there is no synapse.
std::vector<std::uint32_t> plain_codes(const SynapseMatrix& matrix) {
  std::vector<std::uint32_t> codes(std::size_t{matrix.rows} * matrix.targets);
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    for (std::uint64_t k = matrix.row_begin[row]; k < matrix.row_begin[row + 1]; ++k) {
      codes[std::size_t{row} * matrix.targets + matrix.target[k]] = matrix.code[k];
    }
  }
  return codes;
}

/// A few columns get random codes, 0 among them, in the image and in `codes`.
void update_some(MemoryImage& image, std::vector<std::uint32_t>& codes) {
  const auto controller = make_learning_controller(image);
  std::mt19937_64 bits(*rc::gen::arbitrary<std::uint64_t>());
  ColumnRead column;
  UpdateCost cost;
  for (int k = 0; k < 4; ++k) {
    const auto target = static_cast<std::uint32_t>(bits() % image.targets);
    controller->read_column(target, column);
    std::vector<std::uint32_t> updated;
    for (const ColumnSynapse& synapse : column.synapses) {
      const bool zero = bits() % 3 == 0;
      const std::uint64_t code = bits() % (std::uint64_t{1} << image.format.bits);
      updated.push_back(zero ? 0 : static_cast<std::uint32_t>(code));
      codes[std::size_t{synapse.axon} * image.targets + target] = updated.back();
    }
    controller->update_column(target, updated, cost);
    RC_ASSERT(cost.weights == updated.size());
  }
}

TEST(LearningProperties, ColumnsAreThoseOfTheTransposedMatrix) {
  EXPECT_TRUE(holds_for_columns([](const SynapseMatrix& matrix, const EncodingChoice&,
                                   const MemoryImage& image) {
    const std::vector<std::uint32_t> codes = plain_codes(matrix);
    const auto controller = make_learning_controller(image);
    ColumnRead read;
    for (std::uint32_t target = 0; target < matrix.targets; ++target) {
      controller->read_column(target, read);
      std::vector<std::uint32_t> column(matrix.rows);
      std::uint32_t next = 0;  // lowest axon that may come
      for (const ColumnSynapse& synapse : read.synapses) {
        RC_ASSERT(synapse.axon >= next);
        next = synapse.axon + 1;
        column[synapse.axon] = synapse.code;
        const bool uniform = matrix.format.kind == WeightKind::uniform;
        RC_ASSERT(synapse.level == (uniform ? level_from_code(matrix.format, synapse.code) : 0));
      }
      for (std::uint32_t row = 0; row < matrix.rows; ++row) {
        RC_ASSERT(column[row] == codes[std::size_t{row} * matrix.targets + target]);
      }
      RC_ASSERT(read.addresses == 0U);
    }
  }));
}

TEST(LearningProperties, WordsOfErrorsAndUpdatesEqualABruteForceCount) {
  EXPECT_TRUE(holds_for_columns([](const SynapseMatrix& matrix, const EncodingChoice& choice,
                                   MemoryImage image) {
    const brute_force::StoredRows rows = brute_force::unrolled(matrix);
    const brute_force::Backward backward(rows, choice);
    const auto controller = make_learning_controller(image);
    ColumnRead read;
    UpdateCost update;
    for (std::uint32_t target = 0; target < matrix.targets; ++target) {
      const brute_force::ColumnCost cost = backward.column(brute_force::whole_column(rows, target));
      controller->read_column(target, read);
      RC_ASSERT(read.words == cost.words);
      RC_ASSERT(read.synapses.size() == cost.read.size());
      std::vector<std::uint32_t> codes;
      for (const auto& [axon, code] : cost.read) codes.push_back(code);
      controller->update_column(target, codes, update);
      RC_ASSERT(update.read == cost.words);
      brute_force::ColumnCost written;
      written.words[brute_force::kWeights] = cost.written;
      RC_ASSERT(update.written == written.words);
      RC_ASSERT(update.weights == cost.read.size());
    }
  }));
}

/// Every row gets random codes: costs are those of the forward walk, and rows read them back.
void update_every_row(const SynapseMatrix& matrix, const EncodingChoice& choice) {
  MemoryImage image = encode(matrix, choice);
  const brute_force::StoredRows rows = brute_force::unrolled(matrix);
  const brute_force::Backward forward(rows, choice);
  const auto controller = make_row_learning_controller(image);
  std::mt19937_64 bits(*rc::gen::arbitrary<std::uint64_t>());
  RowRead read;
  UpdateCost update;
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    make_controller(image)->read_row(row, read);
    std::vector<std::uint32_t> codes;
    for (std::size_t k = 0; k < read.deliveries.size(); ++k) {
      const std::uint64_t code = bits() % (std::uint64_t{1} << matrix.format.bits);
      codes.push_back(static_cast<std::uint32_t>(code));
    }
    controller->update_row(row, codes, update);
    const brute_force::ColumnCost cost = forward.row(row);
    RC_ASSERT(update.read == cost.words);
    brute_force::ColumnCost written;
    written.words[brute_force::kWeights] = cost.written;
    RC_ASSERT(update.written == written.words);
    RC_ASSERT(update.weights == codes.size());
    make_controller(image)->read_row(row, read);
    for (std::size_t k = 0; k < codes.size(); ++k) RC_ASSERT(read.deliveries[k].code == codes[k]);
  }
}

TEST(LearningProperties, RowsAreUpdatedThroughForwardAddresses) {
  const auto property = [](const SynapseMatrix& matrix, EncodingChoice choice, const MemoryImage&) {
    // No reverse regions are needed; run_length marks its synapses all the same.
    choice.organisation.learning = choice.encoding == Encoding::run_length;
    update_every_row(matrix, choice);
  };
  EXPECT_TRUE(holds_for_columns(property));
}

TEST(LearningProperties, UpdatesChangeTheMatrixAndNothingElse) {
  EXPECT_TRUE(holds_for_columns([](const SynapseMatrix& matrix, const EncodingChoice& choice,
                                   MemoryImage image) {
    const MemoryImage before = image;
    std::vector<std::uint32_t> codes = plain_codes(matrix);
    update_some(image, codes);
    const SynapseMatrix expected = dense_matrix(matrix.rows, matrix.targets, matrix.format, codes);
    const SynapseMatrix decoded = decode(image);
    RC_ASSERT(decoded.row_begin == expected.row_begin);
    RC_ASSERT(decoded.target == expected.target);
    RC_ASSERT(decoded.code == expected.code);

    RowRead old_row;
    RowRead new_row;
    for (std::uint32_t row = 0; row < matrix.rows; ++row) {
      make_controller(before)->read_row(row, old_row);
      make_controller(image)->read_row(row, new_row);
      RC_ASSERT(new_row.words == old_row.words);
      RC_ASSERT(new_row.deliveries.size() == old_row.deliveries.size());
    }
    for (std::size_t k = 0; k < image.regions.size(); ++k) {
      if (image.regions[k].kind == RegionKind::weights) continue;
      RC_ASSERT(image.regions[k].data == before.regions[k].data);
    }

    const Reencoded anew = reencode(image);
    const MemoryImage plain = encode(expected, choice);
    RC_ASSERT(anew.image.regions.size() == plain.regions.size());
    for (std::size_t k = 0; k < plain.regions.size(); ++k) {
      RC_ASSERT(anew.image.regions[k].data == plain.regions[k].data);
      const auto kind = static_cast<std::size_t>(plain.regions[k].kind);
      RC_ASSERT(anew.read[kind] == image.regions[k].data.words());
      RC_ASSERT(anew.written[kind] == plain.regions[k].data.words());
    }
  }));
}

// run_length has a bit more in every entry, index regions of its own; the rest stays what it is.
TEST(LearningProperties, OnlyMarksAndReverseRegionsAreAdded) {
  EXPECT_TRUE(holds_for_columns(
      [](const SynapseMatrix& matrix, EncodingChoice choice, const MemoryImage& image) {
        const brute_force::StoredRows rows = brute_force::unrolled(matrix);
        const std::uint64_t reverse = brute_force::Backward(rows, choice).reverse_formula();
        const std::uint64_t marked = brute_force::formula(rows, choice);
        choice.organisation.learning = false;
        const std::uint64_t marks = marked - brute_force::formula(rows, choice);
        RC_ASSERT((marks != 0) == (choice.encoding == Encoding::run_length && rows.stored() > 0));
        const MemoryImage plain = encode(matrix, choice);
        for (std::size_t k = 0; k < plain.regions.size(); ++k) {
          RC_ASSERT(image.regions[k].name == plain.regions[k].name);
          const bool has_marks = marks != 0 && plain.regions[k].kind == RegionKind::weights;
          const bool has_words = marks != 0 && !choice.organisation.packed;  // as addresses
          if (has_marks || has_words) continue;
          RC_ASSERT(image.regions[k].data == plain.regions[k].data);
        }
        if (choice.organisation.packed) RC_ASSERT(image.pointer_bits == plain.pointer_bits);
        RC_ASSERT(image.regions.size() == plain.regions.size() + (reverse == 0 ? 0 : 2));
        const std::uint64_t size = packed_bits(matrix, choice) + reverse + marks;
        choice.organisation.learning = true;
        RC_ASSERT(packed_bits(matrix, choice) == size);
        if (choice.organisation.packed) RC_ASSERT(image.payload_bits() == size);
      }));
}

}  // namespace
}  // namespace engram
