#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <random>

#include "brute_force_backward.hpp"
#include "memory/controller.hpp"
#include "memory/learning_controller.hpp"
#include "memory/reencode.hpp"
#include "random_matrix.hpp"

/// What holds for errors and updates on every slice of every convolution that shares its kernel.
namespace engram {
namespace {

using random_matrix::describe;

constexpr int kKernelsARun = 5;  // RapidCheck makes 100 runs

/// Calls property(matrix, choice, image) for every legal choice of a shared kernel with learning.
template <class Property>
bool holds_for_kernels(Property property) {
  return rc::check([property] {
    for (int k = 0; k < kKernelsARun; ++k) {
      const SynapseMatrix matrix = random_matrix::draw_convolution();
      if (matrix.codebook || matrix.format.kind == WeightKind::power_of_two) continue;
      RC_LOG() << describe(matrix) << std::endl;
      for (const EncodingChoice& choice : random_matrix::draw_learning_choices(matrix)) {
        if (choice.sharing != Sharing::kernel) continue;
        RC_LOG() << describe(choice) << std::endl;
        property(matrix, choice, encode(matrix, choice));
      }
    }
  });
}

TEST(LearningConvProperties, ErrorsReachTheSynapsesOfTheUnrolledMatrix) {
  EXPECT_TRUE(holds_for_kernels(
      [](const SynapseMatrix& matrix, const EncodingChoice&, const MemoryImage& image) {
        std::vector<std::vector<std::pair<std::uint32_t, std::uint32_t>>> columns(matrix.targets);
        for (std::uint32_t row = 0; row < matrix.rows; ++row) {
          for (std::uint64_t k = matrix.row_begin[row]; k < matrix.row_begin[row + 1]; ++k) {
            columns[matrix.target[k]].emplace_back(row, matrix.code[k]);
          }
        }
        const auto controller = make_learning_controller(image);
        ColumnRead read;
        for (std::uint32_t target = 0; target < matrix.targets; ++target) {
          controller->read_column(target, read);
          std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
          for (const ColumnSynapse& synapse : read.synapses) {
            RC_ASSERT(synapse.code == matrix.conv->kernel[synapse.kernel_weight]);
            if (synapse.code != 0) found.emplace_back(synapse.axon, synapse.code);
          }
          RC_ASSERT(found == columns[target]);
        }
      }));
}

TEST(LearningConvProperties, WordsOfErrorsEqualABruteForceCount) {
  EXPECT_TRUE(holds_for_kernels([](const SynapseMatrix& matrix, const EncodingChoice& choice,
                                   const MemoryImage& image) {
    const brute_force::StoredRows rows = brute_force::kernel(matrix);
    const brute_force::Backward backward(rows, choice);
    const auto controller = make_learning_controller(image);
    ColumnRead read;
    for (std::uint32_t target = 0; target < matrix.targets; ++target) {
      controller->read_column(target, read);
      const brute_force::ColumnCost cost = backward.column(brute_force::sources(matrix, target));
      RC_ASSERT(read.words == cost.words);
      std::vector<std::pair<std::uint32_t, std::uint32_t>> found;
      for (const ColumnSynapse& s : read.synapses) found.emplace_back(s.axon, s.code);
      RC_ASSERT(found == cost.read);
      RC_ASSERT(read.addresses == cost.read.size());
    }
  }));
}

TEST(LearningConvProperties, AnUpdateSweepsTheKernelOnce) {
  EXPECT_TRUE(holds_for_kernels(
      [](const SynapseMatrix& matrix, const EncodingChoice& choice, MemoryImage image) {
        const brute_force::StoredRows rows = brute_force::kernel(matrix);
        const brute_force::ColumnCost cost = brute_force::Backward(rows, choice).sweep();
        ConvSlice slice = *matrix.conv;
        std::mt19937_64 bits(*rc::gen::arbitrary<std::uint64_t>());
        std::vector<std::uint32_t> codes;
        for (const KernelWeight& weight : kernel_weights(image)) {
          RC_ASSERT(weight.code == cost.read.at(codes.size()).second);
          const std::uint64_t code = bits() % (std::uint64_t{1} << matrix.format.bits);
          codes.push_back(bits() % 3 == 0 ? 0 : static_cast<std::uint32_t>(code));
          slice.kernel[weight.kernel_weight] = codes.back();
        }
        UpdateCost update;
        make_learning_controller(image)->update_kernel(codes, update);
        RC_ASSERT(update.read == cost.words);
        brute_force::ColumnCost written;
        written.words[brute_force::kWeights] = cost.written;
        RC_ASSERT(update.written == written.words);
        RC_ASSERT(update.weights == cost.read.size());

        const SynapseMatrix expected = conv_matrix(slice, matrix.format, matrix.targets);
        const SynapseMatrix decoded = decode(image);
        RC_ASSERT(decoded.row_begin == expected.row_begin);
        RC_ASSERT(decoded.target == expected.target);
        RC_ASSERT(decoded.code == expected.code);
        const Reencoded anew = reencode(image);
        const MemoryImage plain = encode(expected, choice);
        for (std::size_t k = 0; k < plain.regions.size(); ++k) {
          RC_ASSERT(anew.image.regions[k].data == plain.regions[k].data);
        }
      }));
}

TEST(LearningConvProperties, SizesFollowTheFormula) {
  EXPECT_TRUE(holds_for_kernels(
      [](const SynapseMatrix& matrix, EncodingChoice choice, const MemoryImage& image) {
        const brute_force::StoredRows rows = brute_force::kernel(matrix);
        const std::uint64_t reverse = brute_force::Backward(rows, choice).reverse_formula();
        const std::uint64_t size = brute_force::formula(rows, choice) + reverse;
        RC_ASSERT(packed_bits(matrix, choice) == size);
        if (choice.organisation.packed) RC_ASSERT(image.payload_bits() == size);
      }));
}

}  // namespace
}  // namespace engram
