#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <random>

#include "pipeline_rig.hpp"
#include "random_matrix.hpp"

/// run_row is step with `ready`, and stalls never make anything earlier.
namespace engram::hw {
namespace {

using pipeline_rig::Memories;
using pipeline_rig::Row;
using Bits = std::mt19937_64;

struct Case {
  MemoryImage image;
  RowPipelineSpec spec;
  BankSpec banks;
  bool shared = false;
  std::vector<Row> rows;
  std::vector<const Row*> order;  ///< rows as they are asked for
  std::vector<std::uint64_t> from;
  std::uint64_t noise = 0;  ///< seed of the words that another requester reads
};

RowPipelineSpec draw_spec() {
  RowPipelineSpec spec;
  spec.lanes = *rc::gen::inRange(1U, 6U);
  spec.accumulator_banks = *rc::gen::element(0U, 1U, 2U, 3U, 4U, 8U);
  spec.addition_cycles = spec.accumulator_banks == 0 ? 1 : *rc::gen::inRange(1U, 4U);
  spec.fetch_ahead = *rc::gen::element(1U, 2U, 5U, 64U);
  return spec;
}

Case draw_case(const EncodingChoice& choice, const SynapseMatrix& matrix) {
  Case drawn;
  drawn.image = encode(matrix, choice);
  drawn.spec = draw_spec();
  drawn.banks = {*rc::gen::inRange(1U, 5U), *rc::gen::inRange(1U, 3U), *rc::gen::inRange(1U, 4U)};
  drawn.shared = *rc::gen::arbitrary<bool>();
  drawn.rows = pipeline_rig::rows_of(drawn.image);
  drawn.noise = *rc::gen::element<std::uint64_t>(0, *rc::gen::arbitrary<std::uint64_t>());
  Bits bits(*rc::gen::arbitrary<std::uint64_t>());
  const auto most = std::min<std::size_t>(drawn.rows.size(), 6);
  const std::uint64_t gap = *rc::gen::element<std::uint64_t>(1, 20, 300);
  std::uint64_t from = 0;
  for (std::size_t k = 0; k < most; ++k) {
    drawn.order.push_back(&drawn.rows[bits() % drawn.rows.size()]);
    drawn.from.push_back(from += bits() % gap);
  }
  return drawn;
}

/// Somebody else has claimed about a third of the first cycles, before any row asks.
void add_noise(const Case& drawn, Memories& memories) {
  if (drawn.noise == 0) return;
  Bits bits(drawn.noise);
  for (const auto& memory : memories.all) {
    for (std::uint64_t cycle = 0; cycle < 300; ++cycle) {
      if (bits() % 3 == 0) memory->claim(Requester::backward, bits() % 64, cycle);
    }
  }
}

struct Outcome {
  std::vector<RowTimes> times;
  RowStalls stalls;
  std::vector<BankWaits> waits;
  Count words = 0;
};

void look_at(const Memories& memories, Outcome& outcome) {
  for (const auto& memory : memories.all) {
    outcome.waits.push_back(memory->waits());
    outcome.words += memory->words();
  }
}

Outcome run(const Case& drawn) {
  Memories memories(drawn.image, drawn.banks, drawn.shared);
  add_noise(drawn, memories);
  RowPipeline pipeline(drawn.spec, memories.places);
  Outcome outcome{pipeline_rig::run(pipeline, drawn.order, drawn.from), pipeline.stalls(), {}};
  look_at(memories, outcome);
  return outcome;
}

Outcome step(const Case& drawn, const pipeline_rig::Ready& ready) {
  Memories memories(drawn.image, drawn.banks, drawn.shared);
  add_noise(drawn, memories);
  SteppedRowPipeline pipeline(drawn.spec, memories.places);
  Outcome outcome{
      pipeline_rig::step(pipeline, drawn.order, drawn.from, ready), pipeline.stalls(), {}};
  look_at(memories, outcome);
  return outcome;
}

template <class Property>
bool holds_for_all(Property property) {
  return rc::check([&] {
    const bool conv = *rc::gen::arbitrary<bool>();
    const SynapseMatrix matrix =
        conv ? random_matrix::draw_convolution() : random_matrix::draw_dense();
    RC_LOG() << random_matrix::describe(matrix) << std::endl;
    const auto choices = random_matrix::draw_choices(matrix);
    for (int k = 0; k < 4; ++k) {
      const auto& choice = choices[*rc::gen::inRange<std::size_t>(0, choices.size())];
      RC_LOG() << random_matrix::describe(choice) << std::endl;
      property(draw_case(choice, matrix));
    }
  });
}

TEST(RowProperties, RunRowIsStepByStep) {
  EXPECT_TRUE(holds_for_all([](const Case& drawn) {
    const Outcome whole = run(drawn);
    const Outcome stepped = step(drawn, pipeline_rig::always);
    RC_ASSERT(whole.times == stepped.times);
    RC_ASSERT(whole.stalls == stepped.stalls);
    RC_ASSERT(whole.waits == stepped.waits);
    RC_ASSERT(stepped.stalls.back_pressure == 0U);
  }));
}

TEST(RowProperties, StallsMakeNothingEarlier) {
  EXPECT_TRUE(holds_for_all([](const Case& drawn) {
    const Outcome free = run(drawn);
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const auto open = *rc::gen::element<std::uint64_t>(1, 3, 7, 9);
    const Outcome held = step(drawn, [&](std::uint64_t cycle) {
      return Bits(seed ^ (cycle * 0x9e3779b97f4a7c15U))() % 10 < open;
    });
    RC_ASSERT(held.words == free.words);
    for (std::size_t k = 0; k < free.times.size(); ++k) {
      RC_ASSERT(held.times[k].accepted >= free.times[k].accepted);
      RC_ASSERT(held.times[k].fetched >= free.times[k].fetched);
      RC_ASSERT(held.times[k].finished >= free.times[k].finished);
    }
  }));
}

TEST(RowProperties, MemoriesServeTheWordsThatAreCounted) {
  EXPECT_TRUE(holds_for_all([](Case drawn) {
    drawn.noise = 0;
    Count counted = 0;
    for (const Row* row : drawn.order) counted += row->read.all_words();
    RC_ASSERT(run(drawn).words == counted);
  }));
}

TEST(RowProperties, EveryWordIsGrantedAndEveryTargetAddedInOrder) {
  EXPECT_TRUE(holds_for_all([](const Case& drawn) {
    using Words = std::array<std::vector<std::uint64_t>, kRegionKinds>;
    const auto note = [](const std::vector<WordAccess>& words, Words& all) {
      for (const auto& access : words) {
        all[static_cast<std::size_t>(access.kind)].push_back(access.word);
      }
    };
    Words granted, wanted;
    std::vector<std::uint32_t> begun, targets;
    for (const Row* row : drawn.order) {
      note(row->trace.words, wanted);
      targets.insert(targets.end(), row->targets.begin(), row->targets.end());
    }
    Memories memories(drawn.image, drawn.banks, drawn.shared);
    SteppedRowPipeline pipeline(drawn.spec, memories.places);
    Bits bits(drawn.noise);
    for (std::size_t next = 0; next < drawn.order.size() || !pipeline.idle();) {
      if (next < drawn.order.size() && pipeline.accepts()) {
        pipeline.accept(drawn.order[next]->trace, drawn.order[next]->targets);
        ++next;
      }
      const SteppedRowPipeline::Cycle& cycle = pipeline.step(bits() % 3 != 0);
      RC_ASSERT(cycle.begun.size() <= drawn.spec.lanes);
      note(cycle.granted, granted);
      begun.insert(begun.end(), cycle.begun.begin(), cycle.begun.end());
    }
    RC_ASSERT(granted == wanted);
    RC_ASSERT(begun == targets);
  }));
}

// Wider, more, sooner: never later.
TEST(RowProperties, MoreOfAnythingMakesNothingLater) {
  EXPECT_TRUE(holds_for_all([](const Case& drawn) {
    Case better = drawn;
    better.order = drawn.order;  // rows belong to `drawn`, which outlives it
    ++better.spec.lanes;
    better.spec.fetch_ahead += 3;
    better.banks.ports = 2;
    better.spec.accumulator_banks *= 2;
    const Outcome before = run(drawn);
    const Outcome after = run(better);
    for (std::size_t k = 0; k < before.times.size(); ++k) {
      RC_ASSERT(after.times[k].finished <= before.times[k].finished);
    }
  }));
}

}  // namespace
}  // namespace engram::hw
