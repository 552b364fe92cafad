#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <random>

#include "pipeline_rig.hpp"
#include "random_matrix.hpp"

/// Columns and updates: run_row is step, and writes are never overtaken.
namespace engram::hw::learning_properties {
namespace {

using pipeline_rig::Memories;
using pipeline_rig::Row;

struct Case {
  MemoryImage image;
  RowPipelineSpec spec;
  BankSpec banks;
  bool shared = false;
  std::vector<Row> rows;
  std::vector<std::size_t> order;  ///< of rows, as they are asked for
};

Case draw_case(const SynapseMatrix& matrix, const EncodingChoice& choice) {
  Case drawn;
  drawn.image = encode(matrix, choice);
  const bool updates = *rc::gen::inRange(0, 3) > 0;
  drawn.spec.requester = updates ? Requester::update : Requester::backward;
  drawn.spec.lanes = *rc::gen::inRange(1U, 6U);
  drawn.spec.fetch_ahead = *rc::gen::element(1U, 2U, 5U, 64U);
  drawn.banks = {*rc::gen::inRange(1U, 5U), *rc::gen::inRange(1U, 3U), *rc::gen::inRange(1U, 4U)};
  drawn.shared = *rc::gen::arbitrary<bool>();
  drawn.rows =
      updates ? pipeline_rig::updates_of(drawn.image) : pipeline_rig::columns_of(drawn.image);
  std::mt19937_64 bits(*rc::gen::arbitrary<std::uint64_t>());
  for (int k = 0; k < 6; ++k) drawn.order.push_back(bits() % drawn.rows.size());
  return drawn;
}

struct Outcome {
  std::vector<RowTimes> times;
  RowStalls stalls;
  std::vector<BankWaits> waits;
  Count words = 0;
  std::uint64_t written = 0;  ///< first cycle after the last write
};

void look_at(const Memories& memories, Outcome& outcome) {
  for (const auto& memory : memories.all) {
    outcome.waits.push_back(memory->waits());
    outcome.words += memory->words();
  }
}

Outcome run(const Case& drawn) {
  Memories memories(drawn.image, drawn.banks, drawn.shared);
  RowPipeline pipeline(drawn.spec, memories.places);
  Outcome outcome;
  for (const std::size_t at : drawn.order) {
    const Row& row = drawn.rows[at];
    outcome.times.push_back(pipeline.run_row(row.trace, row.targets, 0, row.writes));
  }
  outcome.written = pipeline.drain();
  outcome.stalls = pipeline.stalls();
  look_at(memories, outcome);
  return outcome;
}

Outcome step(const Case& drawn) {
  Memories memories(drawn.image, drawn.banks, drawn.shared);
  SteppedRowPipeline pipeline(drawn.spec, memories.places);
  Outcome outcome;
  for (std::size_t next = 0; next < drawn.order.size() || !pipeline.idle();) {
    if (next < drawn.order.size() && pipeline.accepts()) {
      const Row& row = drawn.rows[drawn.order[next++]];
      pipeline.accept(row.trace, row.targets, row.writes);
    }
    const auto& cycle = pipeline.step(true);
    if (!cycle.written.empty()) outcome.written = pipeline.now();
  }
  outcome.times = pipeline.finished();
  outcome.stalls = pipeline.stalls();
  look_at(memories, outcome);
  return outcome;
}

template <class Property>
bool holds_for_all(Property property) {
  return rc::check([&] {
    const bool conv = *rc::gen::arbitrary<bool>();
    const SynapseMatrix matrix =
        conv ? random_matrix::draw_convolution() : random_matrix::draw_dense();
    if (matrix.codebook || matrix.format.kind == WeightKind::power_of_two) return;
    RC_LOG() << random_matrix::describe(matrix) << std::endl;
    const auto choices = random_matrix::draw_learning_choices(matrix);
    for (int k = 0; k < 5; ++k) {
      const auto& choice = choices[*rc::gen::inRange<std::size_t>(0, choices.size())];
      RC_LOG() << random_matrix::describe(choice) << std::endl;
      property(draw_case(matrix, choice));
    }
  });
}

TEST(LearningRowProperties, RunRowIsStepByStep) {
  EXPECT_TRUE(holds_for_all([](const Case& drawn) {
    const Outcome whole = run(drawn);
    const Outcome stepped = step(drawn);
    RC_ASSERT(whole.times == stepped.times);
    RC_ASSERT(whole.written == stepped.written);
    RC_ASSERT(whole.stalls == stepped.stalls);
    RC_ASSERT(whole.waits == stepped.waits);
  }));
}

TEST(LearningRowProperties, MemoriesServeTheWordsThatAreCounted) {
  EXPECT_TRUE(holds_for_all([](const Case& drawn) {
    Count counted = 0;
    for (const std::size_t at : drawn.order) {
      counted += drawn.rows[at].trace.words.size() + drawn.rows[at].writes.size();
    }
    const Outcome outcome = run(drawn);
    RC_ASSERT(outcome.words == counted);
    for (const BankWaits& waits : outcome.waits) {
      RC_ASSERT(waits.total() == waits.conflicts(drawn.spec.requester));
    }
  }));
}

/// When the words of the weights were read and written, in the order of the rows.
struct Grants {
  std::vector<std::uint64_t> reads, writes;
};

TEST(LearningRowProperties, NoRowReadsAWordThatOneBeforeHasStillToWrite) {
  EXPECT_TRUE(holds_for_all([](const Case& drawn) {
    Memories memories(drawn.image, drawn.banks, drawn.shared);
    RowPipeline pipeline(drawn.spec, memories.places);
    std::map<std::uint64_t, Grants> words;  // by word of the weights
    const std::uint64_t first =
        memories.places[static_cast<std::size_t>(RegionKind::weights)].first_word;
    RowLog log;
    pipeline.log(&log);
    std::map<std::uint64_t, std::uint64_t> writes_before;  // by word
    for (const std::size_t at : drawn.order) {
      const Row& row = drawn.rows[at];
      const std::size_t seen = log.words.size();
      pipeline.run_row(row.trace, row.targets, 0, row.writes);
      for (std::size_t k = seen; k < log.words.size(); ++k) {
        const WordGrant& grant = log.words[k];
        if (grant.kind != RegionKind::weights) continue;
        Grants& grants = words[grant.word];
        if (grant.write) {
          grants.writes.push_back(grant.cycle);
          continue;
        }
        const std::uint64_t before = writes_before[grant.word];
        RC_ASSERT(grants.writes.size() >= before);
        if (before > 0) RC_ASSERT(grants.writes[before - 1] < grant.cycle);
      }
      for (const WordAccess& write : row.writes) ++writes_before[first + write.word];
    }
  }));
}

}  // namespace
}  // namespace engram::hw::learning_properties
