#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <random>

#include "learning_traces.hpp"
#include "memory/access_trace.hpp"
#include "memory/controller.hpp"
#include "memory/learning_controller.hpp"
#include "memory/reencode.hpp"
#include "pass.hpp"
#include "random_matrix.hpp"

/// What holds for every dense matrix and every slice of every convolution in layout schaefer2020.
namespace engram {
namespace {

using schaefer2020_pass::choice;

/// Every machine that stores `matrix`.
std::vector<EncodingChoice> machines(const SynapseMatrix& matrix) {
  if (!matrix.conv) {
    return {choice(Encoding::crossbar), choice(Encoding::bitmap), choice(Encoding::index)};
  }
  constexpr Sharing kernel = Sharing::kernel;
  return {choice(Encoding::functional, kernel), choice(Encoding::bitmap, kernel),
          choice(Encoding::index, kernel),
          choice(Encoding::functional, kernel, FunctionalMode::bitmap),
          choice(Encoding::functional, kernel, FunctionalMode::pure)};
}

template <class Property>
bool holds(Property property) {
  return rc::check([property] {
    for (const bool conv : {false, true}) {
      const SynapseMatrix matrix =
          conv ? random_matrix::draw_convolution() : random_matrix::draw_dense();
      if (matrix.format.kind != WeightKind::uniform) continue;
      RC_LOG() << random_matrix::describe(matrix) << std::endl;
      for (const EncodingChoice& machine : machines(matrix)) {
        RC_LOG() << random_matrix::describe(machine) << std::endl;
        property(matrix, machine);
      }
    }
  });
}

TEST(Schaefer2020Properties, ImagesDecodeToTheMatrixAndHaveTheFormulasSize) {
  EXPECT_TRUE(holds([](const SynapseMatrix& matrix, const EncodingChoice& machine) {
    const MemoryImage image = encode(matrix, machine);
    const SynapseMatrix decoded = decode(image);
    RC_ASSERT(decoded.row_begin == matrix.row_begin);
    RC_ASSERT(decoded.target == matrix.target);
    RC_ASSERT(decoded.code == matrix.code);
    RC_ASSERT(image.payload_bits() == packed_bits(matrix, machine));
  }));
}

TEST(Schaefer2020Properties, TracesOfColumnsAndUpdatesHoldTheWordsThatAreCounted) {
  EXPECT_TRUE(holds([](const SynapseMatrix& matrix, const EncodingChoice& machine) {
    MemoryImage image = encode(matrix, machine);
    learning_traces::require_traces(image);
  }));
}

TEST(Schaefer2020Properties, ATraceHoldsTheWordsInTheOrderOfDeliveries) {
  EXPECT_TRUE(holds([](const SynapseMatrix& matrix, const EncodingChoice& machine) {
    const MemoryImage image = encode(matrix, machine);
    const auto controller = make_controller(image);
    RowRead read, traced;
    AccessTrace trace;
    for (std::uint32_t row = 0; row < image.rows; ++row) {
      controller->read_row(row, read);
      controller->trace_row(row, traced, trace);
      RC_ASSERT(read.words == traced.words && read.words == trace.count());
      RC_ASSERT(read.deliveries.size() == traced.deliveries.size());
      std::uint64_t delivery = 0;
      for (const WordAccess& access : trace.words) {
        RC_ASSERT(access.delivery >= delivery);
        delivery = access.delivery;
        for (const Region& region : image.regions) {
          if (region.kind == access.kind) RC_ASSERT(access.word < region.data.words());
        }
      }
      RC_ASSERT(delivery <= read.deliveries.size());
    }
  }));
}

using Column = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

/// By target: the axons and codes of `matrix`.
std::vector<Column> columns_of(const SynapseMatrix& matrix) {
  std::vector<Column> columns(matrix.targets);
  for (std::uint32_t row = 0; row < matrix.rows; ++row) {
    for (std::uint64_t k = matrix.row_begin[row]; k < matrix.row_begin[row + 1]; ++k) {
      columns[matrix.target[k]].emplace_back(row, matrix.code[k]);
    }
  }
  return columns;
}

TEST(Schaefer2020Properties, ErrorsReachTheSynapses) {
  EXPECT_TRUE(holds([](const SynapseMatrix& matrix, const EncodingChoice& machine) {
    const MemoryImage image = encode(matrix, machine);
    const auto controller = make_learning_controller(image);
    const std::vector<Column> columns = columns_of(matrix);
    ColumnRead read;
    for (std::uint32_t target = 0; target < matrix.targets; ++target) {
      controller->read_column(target, read);
      Column found;
      for (const ColumnSynapse& synapse : read.synapses) {
        RC_ASSERT(synapse.level == level_from_code(matrix.format, synapse.code));
        if (matrix.conv) {
          RC_ASSERT(synapse.code == matrix.conv->kernel[synapse.kernel_weight]);
        }
        if (synapse.code != 0) found.emplace_back(synapse.axon, synapse.code);
      }
      RC_ASSERT(found == columns[target]);
    }
  }));
}

/// A code that no weight has to have: the old one's neighbour, wrapped.
std::uint32_t changed(const WeightFormat& format, std::uint32_t code) {
  return (code + 1) & ((1U << format.bits) - 1);
}

TEST(Schaefer2020Properties, UpdatesOfColumnsWriteEverySynapseAndNothingElse) {
  EXPECT_TRUE(holds([](const SynapseMatrix& matrix, const EncodingChoice& machine) {
    if (matrix.conv) return;
    MemoryImage image = encode(matrix, machine);
    const MemoryImage before = image;
    const auto controller = make_learning_controller(image);
    ColumnRead read, again;
    UpdateCost cost;
    for (std::uint32_t target = 0; target < matrix.targets; ++target) {
      controller->read_column(target, read);
      std::vector<std::uint32_t> codes;
      for (const auto& synapse : read.synapses) {
        codes.push_back(changed(image.format, synapse.code));
      }
      controller->update_column(target, codes, cost);
      controller->read_column(target, again);
      RC_ASSERT(again.synapses.size() == codes.size());
      for (std::size_t k = 0; k < codes.size(); ++k) RC_ASSERT(again.synapses[k].code == codes[k]);
      // In every other column nothing moved.
      controller->update_column(
          target,
          [&] {
            std::vector<std::uint32_t> old;
            for (const auto& synapse : read.synapses) old.push_back(synapse.code);
            return old;
          }(),
          cost);
    }
    for (std::size_t k = 0; k < image.regions.size(); ++k) {
      RC_ASSERT(image.regions[k].data == before.regions[k].data);
    }
  }));
}

/// Position by position: every column is read, stepped by one level and saturated, and written
/// before the next is read. So a kernel weight moves once for every synapse that it serves.
TEST(Schaefer2020Properties, AKernelWeightStepsAtEveryPositionThatItServes) {
  EXPECT_TRUE(holds([](const SynapseMatrix& matrix, const EncodingChoice& machine) {
    if (!matrix.conv) return;
    MemoryImage image = encode(matrix, machine);
    const std::int32_t most = max_level(image.format);
    std::map<std::uint32_t, std::int32_t> levels;  // as they must become
    for (const KernelWeight& weight : kernel_weights(image)) {
      levels[weight.kernel_weight] = level_from_code(image.format, weight.code);
    }
    const auto controller = make_learning_controller(image);
    ColumnRead read;
    UpdateCost cost;
    for (std::uint32_t target = 0; target < matrix.targets; ++target) {
      controller->read_column(target, read);
      std::vector<std::uint32_t> codes;
      for (const ColumnSynapse& synapse : read.synapses) {
        std::int32_t& level = levels.at(synapse.kernel_weight);
        RC_ASSERT(synapse.level == level);
        level = std::min(std::max(level, -most) + 1, most);
        codes.push_back(code_from_level(image.format, level));
      }
      controller->update_column(target, codes, cost);
      RC_ASSERT(cost.weights == codes.size());
    }
    for (const KernelWeight& weight : kernel_weights(image)) {
      RC_ASSERT(level_from_code(image.format, weight.code) == levels.at(weight.kernel_weight));
    }
  }));
}

TEST(Schaefer2020Properties, AKernelUpdateLeavesItsCodesAndCostsAllColumns) {
  EXPECT_TRUE(holds([](const SynapseMatrix& matrix, const EncodingChoice& machine) {
    if (!matrix.conv) return;
    MemoryImage image = encode(matrix, machine);
    const auto controller = make_learning_controller(image);
    UpdateCost all{}, one;
    ColumnRead read;
    for (std::uint32_t target = 0; target < matrix.targets; ++target) {
      controller->read_column(target, read);
      std::vector<std::uint32_t> same;
      for (const ColumnSynapse& synapse : read.synapses) same.push_back(synapse.code);
      controller->update_column(target, same, one);
      all.weights += one.weights;
      for (int kind = 0; kind < kRegionKinds; ++kind) {
        all.read[kind] += one.read[kind];
        all.written[kind] += one.written[kind];
      }
    }
    std::vector<std::uint32_t> codes;
    const std::vector<KernelWeight> before = kernel_weights(image);
    for (const KernelWeight& weight : before) codes.push_back(changed(image.format, weight.code));
    controller->update_kernel(codes, one);
    RC_ASSERT(one.read == all.read && one.written == all.written && one.weights == all.weights);
    const std::vector<KernelWeight> after = kernel_weights(image);
    RC_ASSERT(after.size() == codes.size());
    for (std::size_t k = 0; k < codes.size(); ++k) {
      RC_ASSERT(after[k].code == codes[k]);
      RC_ASSERT(after[k].kernel_weight == before[k].kernel_weight);
    }
  }));
}

TEST(Schaefer2020Properties, EncodedAnewAnImageKeepsItsLayout) {
  EXPECT_TRUE(holds([](const SynapseMatrix& matrix, const EncodingChoice& machine) {
    const MemoryImage image = encode(matrix, machine);
    const Reencoded again = reencode(image);
    RC_ASSERT(again.image.layout == Layout::schaefer2020);
    RC_ASSERT(again.image.functional_mode == image.functional_mode);
    RC_ASSERT(again.image.regions.size() == image.regions.size());
    for (std::size_t k = 0; k < image.regions.size(); ++k) {
      RC_ASSERT(again.image.regions[k].data == image.regions[k].data);
    }
  }));
}

}  // namespace
}  // namespace engram
