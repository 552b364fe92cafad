#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdlib>

#include "tests/differential/random_learning.hpp"
#include "tests/whole_draw.hpp"
#include "workloads/network/check_learning.hpp"
#include "workloads/network/random.hpp"
#include "workloads/reference/backward_errors.hpp"
#include "workloads/reference/learn.hpp"

/// What holds for every network and task.
namespace engram::workloads {
namespace {

using differential::Arithmetic;
using differential::RandomCase;
using differential::RandomLearning;

struct LearningCase {
  RandomCase random;
  RandomLearning learning;

  std::vector<LearningSample> samples() const {
    std::vector<LearningSample> made;
    for (std::size_t k = 0; k < random.samples.size(); ++k) {
      made.push_back({random.samples[k], learning.targets[k], random.timesteps});
    }
    return made;
  }
  LearningResult learn(bool trajectory = false) const {
    return learn_reference(random.network, learning.task, samples(), {{}, trajectory});
  }
};

std::uint32_t sized_draw(std::uint32_t below) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::uint32_t>(0, below));
}

/// Runs of neurons that emit without end are no cases.
template <class Work>
void on_a_case(Work work) {
  const Arithmetic arithmetic = sized_draw(2) == 0 ? Arithmetic::quantized : Arithmetic::fixed;
  LearningCase one{random_case(sized_draw, arithmetic), {}};
  one.learning = random_learning(sized_draw, one.random, true);
  RC_LOG() << differential::describe(one.random.network)
           << differential::describe(one.learning.task) << std::endl;
  try {
    work(one);
  } catch (const std::overflow_error&) {
    RC_DISCARD("a neuron ran away");
  }
}

bool same(const ReferenceResult& a, const ReferenceResult& b) {
  return a.spikes == b.spikes && a.spike_counts == b.spike_counts &&
         a.synaptic_operations == b.synaptic_operations;
}

bool same(const LearningResult& a, const LearningResult& b) {
  bool equal = a.levels == b.levels && a.samples.size() == b.samples.size();
  for (std::size_t k = 0; equal && k < a.samples.size(); ++k) {
    equal = same(a.samples[k].result, b.samples[k].result);
  }
  return equal;
}

/// Levels as the network brings them, in the form that the task asks for.
NetworkLevels levels_at_start(const Network& network, const LearningTask& task) {
  return learn_reference(network, task, {}).levels;
}

TEST(ReferenceLearningProperties, WhereNothingLearnsItIsTheReference) {
  EXPECT_TRUE(rc::check([] {
    on_a_case([](LearningCase& one) {
      for (auto& learns : one.learning.task.learns) learns = 0;
      const LearningResult result = one.learn(true);
      const auto projections = one.random.network.projections();
      for (std::size_t k = 0; k < one.random.samples.size(); ++k) {
        RC_ASSERT(same(
            result.samples[k].result,
            simulate_reference(one.random.network, one.random.samples[k], one.random.timesteps)));
        RC_ASSERT(result.samples[k].trajectory.size() == one.random.timesteps);
      }
      for (std::size_t p = 0; p < projections.size(); ++p) {
        RC_ASSERT(result.levels[p].levels ==
                  one.random.network.graph[projections[p]].quantization.levels);
      }
    });
  }));
}

TEST(ReferenceLearningProperties, ARateBelowEveryStepChangesNothing) {
  EXPECT_TRUE(rc::check([] {
    on_a_case([](LearningCase& one) {
      one.learning.task.rate_shift = LearningLimits::rate_shift;
      one.learning.task.rounding = StepRounding::nearest;
      const NetworkLevels before = levels_at_start(one.random.network, one.learning.task);
      for (const LearnedSample& sample : one.learn(true).samples) {
        for (const NetworkLevels& levels : sample.trajectory) RC_ASSERT(levels == before);
      }
    });
  }));
}

TEST(ReferenceLearningProperties, OnlyStoredSynapsesOfLearningProjectionsChangeWithinTheirBits) {
  int changed = 0;
  EXPECT_TRUE(rc::check([&changed] {
    on_a_case([&changed](LearningCase& one) {
      const NetworkLevels before = levels_at_start(one.random.network, one.learning.task);
      const NetworkLevels after = one.learn().levels;
      const auto projections = one.random.network.projections();
      for (std::size_t p = 0; p < projections.size(); ++p) {
        const Projection& projection = one.random.network.graph[projections[p]];
        if (one.learning.task.learns[p] == 0) {
          RC_ASSERT(after[p] == before[p]);
          continue;
        }
        changed += after[p] == before[p] ? 0 : 1;
        const std::int32_t most = max_level(projection.quantization.format);
        for (std::size_t k = 0; k < after[p].levels.size(); ++k) {
          RC_ASSERT(std::abs(after[p].levels[k]) <= most);
          RC_ASSERT(before[p].levels[k] != 0 || after[p].levels[k] == 0);
        }
        const bool drops = one.learning.task.zero_weights == ZeroWeights::reencode;
        RC_ASSERT(after[p].unrolled.size() <= before[p].unrolled.size());
        RC_ASSERT(drops || after[p].unrolled.size() == before[p].unrolled.size());
        for (std::size_t k = 0; k < after[p].unrolled.size(); ++k) {
          RC_ASSERT(drops || before[p].unrolled[k].level != 0);
          RC_ASSERT(!drops || after[p].unrolled[k].level != 0);
          RC_ASSERT(std::abs(after[p].unrolled[k].level) <= most);
        }
      }
    });
  }));
  if (!whole_draw()) return;
  EXPECT_GT(changed, 25);  // in 100 cases; else the properties would say little
}

TEST(ReferenceLearningProperties, AnUnrolledConvolutionIsADenseProjection) {
  EXPECT_TRUE(rc::check([] {
    on_a_case([](LearningCase& one) {
      for (auto& shared : one.learning.task.shared_kernel) shared = 0;
      const LearningResult expected = one.learn();
      const auto projections = one.random.network.projections();
      for (std::size_t p = 0; p < projections.size(); ++p) {
        Projection& projection = one.random.network.graph[projections[p]];
        if (!std::holds_alternative<Conv2d>(projection.connection)) continue;
        const auto ins = static_cast<std::uint32_t>(inputs(projection.connection));
        const auto outs = static_cast<std::uint32_t>(outputs(projection.connection));
        Dense dense{ins, outs, std::vector<float>(std::size_t{ins} * outs)};
        std::vector<std::int32_t> levels(dense.weights.size(), 0);
        for (std::uint32_t i = 0; i < ins; ++i) {
          for_each_synapse(projection.connection, i,
                           [&](std::uint32_t, std::uint32_t j, std::uint64_t at) {
                             levels[std::size_t{j} * ins + i] = projection.quantization.levels[at];
                           });
        }
        projection.connection = std::move(dense);
        projection.quantization.levels = std::move(levels);
      }
      const LearningResult found = one.learn();
      for (std::size_t k = 0; k < found.samples.size(); ++k) {
        RC_ASSERT(same(found.samples[k].result, expected.samples[k].result));
      }
      for (std::size_t p = 0; p < projections.size(); ++p) {
        const auto ins = inputs(one.random.network.graph[projections[p]].connection);
        for (const UnrolledLevel& level : expected.levels[p].unrolled) {
          RC_ASSERT(found.levels[p].levels[level.neuron * ins + level.input] == level.level);
        }
      }
    });
  }));
}

TEST(ReferenceLearningProperties, BackpropagationIsThreeFactorsWithoutMemory) {
  EXPECT_TRUE(rc::check([] {
    on_a_case([](LearningCase& one) {
      LearningTask& task = one.learning.task;
      RC_PRE(task.rule != LearningRule::stdp);
      task.rule = LearningRule::backprop;
      const LearningResult backprop = one.learn();
      task.rule = LearningRule::three_factor;
      task.trace_decay = 0;
      RC_ASSERT(same(one.learn(), backprop));
    });
  }));
}

/// For all x and y: pooled(x) . y = x . spread_back(y).
TEST(ReferenceLearningProperties, ErrorsSpreadBackAsEventsPool) {
  EXPECT_TRUE(rc::check([] {
    const RandomCase random = random_case(sized_draw, Arithmetic::quantized);
    RandomStream stream(sized_draw(1U << 30), 6);
    for (const auto& id : random.network.projections()) {
      const Projection& projection = random.network.graph[id];
      const Population& source = random.network.graph[boost::source(id, random.network.graph)];
      std::vector<std::uint64_t> x(source.shape.size());
      for (auto& value : x) value = stream.below(10);
      std::vector<reference::Wide> y(inputs(projection.connection));
      for (auto& value : y) value = static_cast<std::int64_t>(stream.below(100)) - 50;
      const auto pooled = reference::pooled(projection.stages, x);
      const auto back = reference::spread_back(projection.stages, y);
      reference::Wide forward = 0, backward = 0;
      for (std::size_t k = 0; k < y.size(); ++k) forward += y[k] * pooled[k];
      for (std::size_t k = 0; k < x.size(); ++k) backward += back[k] * x[k];
      RC_ASSERT(forward == backward);
    }
  }));
}

}  // namespace
}  // namespace engram::workloads
