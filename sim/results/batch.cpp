#include "sim/results/batch.hpp"

namespace engram::sim {
namespace {

SampleFigures figures_of(const Prepared& prepared, const Outcome& outcome, std::size_t index) {
  const Sample& sample = prepared.samples[index];
  SampleFigures figures;
  figures.name = sample.name;
  figures.label = sample.label;
  for (const workloads::SpikeTrain& train : sample.trains) {
    figures.events_used += train.events_used;
    figures.events_dropped += train.events_dropped;
    figures.events_filtered += train.events_filtered;
  }
  figures.summary = summarise_sample(prepared, outcome, index);
  figures.predicted = predicted(figures.summary);
  return figures;
}

template <class Get>
Distribution over(const std::vector<SampleFigures>& samples, Get get) {
  std::vector<double> values;
  for (const SampleFigures& sample : samples) values.push_back(get(sample.summary));
  return distribution(std::move(values));
}

}  // namespace

std::optional<double> Batch::accuracy() const {
  if (labelled == 0) return std::nullopt;
  return static_cast<double>(correct) / static_cast<double>(labelled);
}

Batch batch_of(const Prepared& prepared, const Outcome& outcome) {
  Batch batch;
  for (std::size_t index = 0; index < outcome.samples.size(); ++index) {
    batch.samples.push_back(figures_of(prepared, outcome, index));
    const SampleFigures& figures = batch.samples.back();
    if (!figures.label) continue;
    ++batch.labelled;
    batch.correct += figures.right() ? 1 : 0;
    ++batch.confusion[{*figures.label, figures.predicted}];
  }
  batch.energy_pj = over(batch.samples, [](const Summary& s) { return s.energy.picojoules(); });
  batch.latency_us = over(batch.samples, [](const Summary& s) { return s.latency_us; });
  batch.spikes =
      over(batch.samples, [](const Summary& s) { return static_cast<double>(s.spikes); });
  batch.synaptic_operations = over(
      batch.samples, [](const Summary& s) { return static_cast<double>(s.synaptic_operations); });
  return batch;
}

}  // namespace engram::sim
