#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <map>

#include "memory/controller.hpp"
#include "random_network.hpp"
#include "workloads/mapping/mapping.hpp"
#include "workloads/mapping/routing.hpp"

/// What holds for every mapping of every network.
namespace engram::workloads {
namespace {

constexpr std::uint32_t kManyCores = 1'000'000;

struct Case {
  Network network;
  MappingLimits limits;
  std::vector<EncodingChoice> choices;
  EncodingChoice choice(std::uint32_t projection) const { return choices[projection]; }
  Mapping map() const {
    return map_network(network, limits, [this](std::uint32_t k) { return choice(k); });
  }
};

EncodingChoice draw_choice(const Projection& projection) {
  EncodingChoice choice;
  const bool conv = std::holds_alternative<Conv2d>(projection.connection);
  choice.encoding =
      *rc::gen::element(Encoding::crossbar, Encoding::index, Encoding::bitmap, Encoding::run_length,
                        conv ? Encoding::functional : Encoding::index);
  const bool may_share =
      choice.encoding != Encoding::crossbar && choice.encoding != Encoding::functional;
  if (conv && may_share && *rc::gen::arbitrary<bool>()) choice.sharing = Sharing::kernel;
  choice.organisation.word_bits = *rc::gen::element(8U, 32U, 64U);
  choice.organisation.packed = *rc::gen::arbitrary<bool>();
  choice.organisation.functional_mode =
      *rc::gen::element(FunctionalMode::rowcol, FunctionalMode::bitmap, FunctionalMode::pure);
  choice.organisation.run_bits = *rc::gen::element(1U, 3U, 8U);
  return choice;
}

/// Bits of one slice, laid out afresh.
std::uint64_t bits_of(const Case& c, PopulationId population, std::uint32_t first,
                      std::uint32_t count) {
  std::uint64_t bits = 0;
  const std::vector<ProjectionId> ids = c.network.projections();
  for (std::uint32_t k = 0; k < ids.size(); ++k) {
    if (boost::target(ids[k], c.network.graph) != population) continue;
    std::vector<std::uint32_t> axons;
    const SynapseMatrix matrix = slice_matrix(c.network.graph[ids[k]], first, count, axons);
    if (matrix.rows > 0) bits += encode(matrix, c.choice(k)).bits();
  }
  return bits;
}

/// A network and limits that hold its largest neuron, and a little or a lot more.
Case draw_case() {
  Case c;
  c.network = random_network(*rc::gen::arbitrary<std::uint64_t>());
  for (const ProjectionId id : c.network.projections()) {
    c.choices.push_back(draw_choice(c.network.graph[id]));
  }
  std::uint64_t largest = 0;
  for (PopulationId p = 0; p < boost::num_vertices(c.network.graph); ++p) {
    for (std::uint32_t n = 0; n < c.network.graph[p].shape.size(); ++n) {
      largest = std::max(largest, bits_of(c, p, n, 1));
    }
  }
  c.limits.cores = kManyCores;
  c.limits.neurons = *rc::gen::inRange(1U, 80U);
  c.limits.synapse_memory_bits =
      largest * *rc::gen::element(1U, 2U, 7U, 100U) + *rc::gen::inRange(0U, 300U);
  c.limits.strategy = *rc::gen::element(MappingStrategy::packed, MappingStrategy::separate);
  return c;
}

TEST(MappingProperties, EveryNeuronIsOnOneCoreAndNoCoreOverflows) {
  EXPECT_TRUE(rc::check([] {
    const Case c = draw_case();
    std::map<std::pair<PopulationId, std::uint32_t>, int> placed;
    for (const CorePlan& core : c.map().cores) {
      std::uint32_t neurons = 0;
      for (const Slice& slice : core.slices) {
        RC_ASSERT(slice.count > 0U);
        RC_ASSERT(slice.local == neurons);
        neurons += slice.count;
        for (std::uint32_t n = 0; n < slice.count; ++n)
          ++placed[{slice.population, slice.first + n}];
      }
      RC_ASSERT(neurons <= c.limits.neurons);
      std::uint64_t bits = 0;
      for (const PlacedImage& placed_image : core.images) bits += placed_image.image.bits();
      RC_ASSERT(bits == core.synapse_bits);
      RC_ASSERT(bits <= c.limits.synapse_memory_bits);
      if (c.limits.strategy == MappingStrategy::separate) RC_ASSERT(core.slices.size() == 1U);
    }
    std::size_t expected = 0;
    for (PopulationId p = 0; p < boost::num_vertices(c.network.graph); ++p) {
      if (c.network.graph[p].step.model == NeuronModel::input) continue;
      expected += c.network.graph[p].shape.size();
      for (std::uint32_t n = 0; n < c.network.graph[p].shape.size(); ++n) {
        RC_ASSERT((placed[{p, n}] == 1));
      }
    }
    RC_ASSERT(placed.size() == expected);
  }));
}

TEST(MappingProperties, ASliceIsAsLongAsFits) {
  EXPECT_TRUE(rc::check([] {
    const Case c = draw_case();
    for (const CorePlan& core : c.map().cores) {
      const Slice& last = core.slices.back();
      std::uint64_t before = core.synapse_bits;
      before -= bits_of(c, last.population, last.first, last.count);
      const bool population_ends =
          last.first + last.count == c.network.graph[last.population].shape.size();
      if (population_ends || last.local + last.count == c.limits.neurons) continue;
      RC_ASSERT(before + bits_of(c, last.population, last.first, last.count + 1) >
                c.limits.synapse_memory_bits);
    }
  }));
}

using SynapseKey = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;  // projection, in, out

std::uint32_t code_of(const Projection& projection, std::uint64_t weight) {
  const Quantization& q = projection.quantization;
  if (q.format.kind == WeightKind::uniform) return code_from_level(q.format, q.levels[weight]);
  const float value = weights(projection.connection)[weight];
  return value == 0 ? 0 : code_from_float(value);
}

TEST(MappingProperties, EverySynapseIsInOneImage) {
  EXPECT_TRUE(rc::check([] {
    const Case c = draw_case();
    std::map<SynapseKey, std::uint32_t> stored;
    for (const CorePlan& core : c.map().cores) {
      for (const PlacedImage& placed : core.images) {
        const Slice& slice = core.slices[placed.slice];
        const SynapseMatrix matrix = decode(placed.image);
        RC_ASSERT(matrix.rows == placed.axon_input.size());
        for (std::uint32_t row = 0; row < matrix.rows; ++row) {
          for (std::uint64_t k = matrix.row_begin[row]; k < matrix.row_begin[row + 1]; ++k) {
            const SynapseKey key{placed.projection, placed.axon_input[row],
                                 slice.first + matrix.target[k]};
            RC_ASSERT(stored.emplace(key, matrix.code[k]).second);
          }
        }
      }
    }
    std::map<SynapseKey, std::uint32_t> expected;
    const std::vector<ProjectionId> ids = c.network.projections();
    for (std::uint32_t k = 0; k < ids.size(); ++k) {
      const Projection& projection = c.network.graph[ids[k]];
      for (std::uint32_t i = 0; i < inputs(projection.connection); ++i) {
        for_each_synapse(projection.connection, i,
                         [&](std::uint32_t in, std::uint32_t out, std::uint64_t weight) {
                           const std::uint32_t code = code_of(projection, weight);
                           if (code != 0) expected[{k, in, out}] = code;
                         });
      }
    }
    RC_ASSERT(stored == expected);
  }));
}

TEST(MappingProperties, RoutingReachesTheRowsThatExistAndNoOthers) {
  EXPECT_TRUE(rc::check([] {
    const Case c = draw_case();
    const Mapping mapping = c.map();
    const Routing routing = route(c.network, mapping);
    const std::vector<ProjectionId> ids = c.network.projections();
    std::vector<std::size_t> used(mapping.cores.size(), 0);
    for (PopulationId p = 0; p < boost::num_vertices(c.network.graph); ++p) {
      const DestinationTable& table = routing.destinations[p];
      RC_ASSERT(table.begin.size() == c.network.graph[p].shape.size() + 1);
      for (std::uint32_t n = 0; n < c.network.graph[p].shape.size(); ++n) {
        using Hit = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;  // core, image, row
        std::vector<Hit> expected, found;
        for (std::uint32_t core = 0; core < mapping.cores.size(); ++core) {
          for (std::uint32_t i = 0; i < mapping.cores[core].images.size(); ++i) {
            const PlacedImage& placed = mapping.cores[core].images[i];
            if (boost::source(ids[placed.projection], c.network.graph) != p) continue;
            const auto& stages = c.network.graph[ids[placed.projection]].stages;
            for (const std::uint32_t input : rewrite_address(stages, n)) {
              const auto& axons = placed.axon_input;
              const auto row = std::find(axons.begin(), axons.end(), input);
              if (row == axons.end()) continue;
              expected.emplace_back(core, i, static_cast<std::uint32_t>(row - axons.begin()));
            }
          }
        }
        for (std::uint64_t d = table.begin[n]; d < table.begin[n + 1]; ++d) {
          const auto [core, record] = table.destinations[d];
          const AxonTable& axons = routing.axons[core];
          RC_ASSERT(axons.begin[record] < axons.begin[record + 1]);
          for (std::uint64_t e = axons.begin[record]; e < axons.begin[record + 1]; ++e) {
            found.emplace_back(core, axons.entries[e].image, axons.entries[e].row);
          }
          ++used[core];
        }
        RC_ASSERT(found == expected);  // the order is part of the contract
      }
    }
    for (std::uint32_t core = 0; core < mapping.cores.size(); ++core) {
      RC_ASSERT(used[core] + 1 == routing.axons[core].begin.size());  // no record without a source
    }
  }));
}

}  // namespace
}  // namespace engram::workloads
