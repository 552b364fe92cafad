#include "sim/run/outcome.hpp"

#include <utility>

namespace engram::sim {

void add_sample(hw::SampleResult sample, Outcome& outcome) {
  if (outcome.samples.empty()) {
    outcome.activity = sample.activity;
  } else {
    add(outcome.activity, sample.activity);
  }
  outcome.samples.push_back(std::move(sample));
}

void price(const std::vector<energy::Table>& tables, Outcome& outcome) {
  price_sum(tables, outcome);
  for (const hw::SampleResult& sample : outcome.samples) {
    outcome.sample_ledgers.push_back(energy::account(sample.activity, tables.front()));
  }
}

void price_sum(const std::vector<energy::Table>& tables, Outcome& outcome) {
  outcome.ledgers.clear();
  outcome.sample_ledgers.clear();
  for (const energy::Table& table : tables) {
    outcome.ledgers.push_back(energy::account(outcome.activity, table));
  }
}

}  // namespace engram::sim
