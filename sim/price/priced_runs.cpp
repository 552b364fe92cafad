#include "sim/price/priced_runs.hpp"

#include <algorithm>

#include "hw/chip/receivers.hpp"
#include "hw/chip/stepped_chip.hpp"
#include "sim/config/energy_table_file.hpp"
#include "sim/price/activity_file.hpp"
#include "sim/price/activity_key.hpp"
#include "sim/run/accumulator_width.hpp"
#include "sim/run/attempt.hpp"
#include "sim/run/check_tables.hpp"
#include "sim/run/chip_inputs.hpp"
#include "sim/run/compress_network.hpp"
#include "sim/run/encoding_choice.hpp"
#include "sim/run/lower.hpp"
#include "sim/run/network_source.hpp"
#include "sim/run/place.hpp"
#include "sim/run/sample_source.hpp"

namespace engram::sim {
namespace {

/// Works beyond this are not kept: spikes are replayed instead.
constexpr std::size_t kMostBytes = std::size_t{512} << 20;

/// The spikes of a sample by population and timestep.
hw::SampleSpikes spikes_of(const hw::ChipSpec& chip, std::uint32_t timesteps,
                           const hw::SampleResult& sample) {
  hw::SampleSpikes spikes;
  spikes.readout_max = sample.readout_max;
  spikes.populations.resize(chip.populations.size());
  for (std::size_t id = 0; id < chip.populations.size(); ++id) {
    if (chip.populations[id].input) continue;
    spikes.populations[id].begin.assign(std::size_t{timesteps} + 1, 0);
  }
  for (const hw::OutputSpike& spike : sample.spikes) {
    ++spikes.populations[spike.population].begin[spike.timestep + std::size_t{1}];
  }
  std::vector<std::vector<std::uint64_t>> next;
  for (hw::SampleSpikes::Train& train : spikes.populations) {
    for (std::size_t t = 1; t < train.begin.size(); ++t) train.begin[t] += train.begin[t - 1];
    train.events.resize(train.begin.empty() ? 0 : train.begin.back());
    next.push_back(train.begin);
  }
  // By population and neuron, so that neurons ascend in each timestep.
  for (const hw::OutputSpike& spike : sample.spikes) {
    const std::uint64_t place = next[spike.population][spike.timestep]++;
    spikes.populations[spike.population].events[place] = {spike.neuron, spike.count};
  }
  return spikes;
}

/// Whether spikes from a file fit a network on its input, whatever the file says.
bool fit(const std::vector<hw::SampleSpikes>& samples, const Prepared& prepared,
         std::uint32_t timesteps) {
  const auto fits = [&](const hw::SampleSpikes& sample) {
    const workloads::Graph& graph = prepared.network.graph;
    if (sample.populations.size() != boost::num_vertices(graph)) return false;
    for (std::size_t id = 0; id < sample.populations.size(); ++id) {
      const auto& [begin, events] = sample.populations[id];
      const std::uint64_t size = graph[id].shape.size();
      const bool input = graph[id].step.model == workloads::NeuronModel::input;
      const bool readout = !input && !graph[id].step.spiking;
      if (begin.size() != (input ? 0 : std::size_t{timesteps} + 1)) return false;
      if (sample.readout_max[id].size() != (readout ? size : 0)) return false;
      for (const auto& event : events) {
        if (event.neuron >= size || event.count == 0) return false;
      }
    }
    return true;
  };
  return samples.size() == prepared.samples.size() &&
         std::all_of(samples.begin(), samples.end(), fits);
}

}  // namespace

/// What a chip has done.
struct PricedRuns::Done {
  hw::ChipSpec chip;
  std::shared_ptr<hw::ChipRows> rows;  ///< whose targets are those of the works
  std::vector<hw::SampleWork> works;   ///< by sample
  std::size_t bytes = 0;
  bool complete = true;  ///< no work was too large

  /// Whether it was kept; once one is not, none is any more.
  bool keep(const hw::SampleWork& work) {
    bytes += work.bytes();
    complete = complete && !work.too_large && bytes <= kMostBytes;
    if (complete) works.push_back(work);
    return complete;
  }
};

PricedRuns::PricedRuns(std::filesystem::path activity) : folder_(std::move(activity)) {}

PricedRuns::~PricedRuns() = default;

RunSource PricedRuns::run(const Config& config, const PointKeys& keys) {
  read_tables(config);
  if (keys.workload != keys_.workload) begin_workload(config, keys.workload);
  if (keys.placement != keys_.placement) begin_placement(config, keys.placement);
  source_ = RunSource::priced;
  if (keys.counts != keys_.counts) {
    keys_.counts.clear();
    lower_options(config.chip, config.input.timestep_us, prepared_.chip);
    outcome_ = {};
    try {
      count(config);
    } catch (const InputFault&) {
      throw;
    } catch (const std::exception& error) {
      throw NotPriced(error.what());  // a run of its own says what it comes to
    }
    keys_.counts = keys.counts;
  } else {
    check_tables(idle_, prepared_.tables);
  }
  price_sum(prepared_.tables, outcome_);
  return source_;
}

/// As prepare would, faults of tables, network and samples come together: a run of its own.
void PricedRuns::read_tables(const Config& config) {
  if (config.tables == table_names_) return;
  table_names_.clear();
  std::vector<energy::Table> tables;
  for (const std::string& name : config.tables) {
    std::string faults;
    if (!tables_.contains(name) &&
        !attempt(faults, [&] { tables_.emplace(name, load_table(name)); })) {
      throw NotPriced(faults);
    }
    tables.push_back(tables_.at(name));
  }
  prepared_.tables = std::move(tables);
  table_names_ = config.tables;
}

void PricedRuns::begin_workload(const Config& config, const std::string& key) {
  keys_ = {};
  same_ = nullptr;
  done_.clear();
  spikes_.clear();
  matrices_ = workloads::SliceMatrices(true);
  failed_ = false;
  checked_bits_ = 0;
  Prepared prepared;
  std::string faults;
  attempt(faults, [&] {
    prepared.network = load_network(config);
    prepared.samples = load_samples(config, prepared.network);
    Compressed compressed = compress_network(config, prepared.network);
    prepared.quantization = std::move(compressed.quantization);
    prepared.zeros = std::move(compressed.zeros);
  });
  if (!faults.empty()) throw NotPriced(faults);
  prepared.tables = std::move(prepared_.tables);
  prepared_ = std::move(prepared);
  keys_.workload = key;
  if (folder_.empty()) return;
  activity_key_ = activity_key(config, prepared_);
  auto kept = read_activity(activity_file(folder_, activity_key_), activity_key_);
  if (kept && fit(*kept, prepared_, config.input.timesteps)) spikes_ = std::move(*kept);
}

void PricedRuns::begin_placement(const Config& config, const std::string& key) {
  keys_.placement.clear();
  keys_.counts.clear();
  rows_.reset();
  same_ = nullptr;
  placement_figures_.clear();
  std::string faults;
  attempt(faults, [&] {
    std::vector<EncodingChoice> choices =
        choose_encodings(config.chip.synapse_memory, prepared_.network);
    if (checked_bits_ != config.chip.accumulator_bits) {
      check_accumulators(prepared_.network, config.chip.accumulator_bits);
      checked_bits_ = config.chip.accumulator_bits;
    }
    place_checked(config, std::move(choices), prepared_, &matrices_);
  });
  if (!faults.empty()) throw InputFault(faults);
  keys_.placement = key;
}

/// What a chip has done that this one would do, too; null where there is none.
const PricedRuns::Done* PricedRuns::done_before() {
  if (same_ != nullptr) return same_;
  for (const std::unique_ptr<Done>& done : done_) {
    if (!hw::same_work(done->chip, prepared_.chip)) continue;
    if (!rows_) rows_ = std::make_shared<hw::ChipRows>(prepared_.chip);
    rows_->decode(done->works);
    if (!done->rows->same_targets(*rows_)) {
      if (prepared_.chip.update != hw::Update::sweep) continue;
      hw::Receivers receivers(prepared_.chip, *rows_);
      for (hw::SampleWork& work : done->works) receivers.count(work);
      done->rows = rows_;
    }
    return same_ = done.get();
  }
  return nullptr;
}

/// After the chip is built, as simulate does.
void PricedRuns::check_prices() {
  idle_ = hw::chip_activity(prepared_.chip, hw::idle_counts(prepared_.chip));
  check_tables(idle_, prepared_.tables);
}

void PricedRuns::count(const Config& config) {
  if (const Done* const done = done_before()) {
    hw::RunOptions options;
    options.timesteps = config.input.timesteps;
    const hw::Recount recount(prepared_.chip, *rows_);
    check_prices();
    for (const hw::SampleWork& work : done->works) {
      add_sample(recount.sample(work, options), outcome_);
    }
    return;
  }
  if (failed_) throw NotPriced("the workload could not be simulated, or not be replayed");
  auto done = std::make_unique<Done>();
  done->works.reserve(prepared_.samples.size());
  if (spikes_.empty()) {
    simulate(config, *done);
  } else {
    replay(config, *done);
  }
  if (done->complete) keep(std::move(done));
}

/// Works of the placement, whose rows may not all be known yet.
void PricedRuns::recount(std::span<hw::SampleWork> works, std::uint32_t timesteps) {
  if (works.empty()) return;
  hw::RunOptions options;
  options.timesteps = timesteps;
  rows_->decode(works);
  hw::Receivers receivers(prepared_.chip, *rows_);
  const hw::Recount recount(prepared_.chip, *rows_);
  for (hw::SampleWork& work : works) {
    if (prepared_.chip.update == hw::Update::sweep) receivers.count(work);
    add_sample(recount.sample(work, options), outcome_);
  }
}

void PricedRuns::simulate(const Config& config, Done& done) {
  hw::SteppedChip chip(prepared_.chip);
  check_prices();
  source_ = RunSource::simulated;
  failed_ = true;
  std::vector<hw::SampleSpikes> emitted;
  hw::SampleWork work;
  hw::RunOptions options;
  options.timesteps = config.input.timesteps;
  options.record_spikes = true;
  options.work = &work;
  for (std::size_t index = 0; index < prepared_.samples.size(); ++index) {
    hw::SampleResult result = chip.run(chip_inputs(prepared_, index), options);
    emitted.push_back(spikes_of(prepared_.chip, config.input.timesteps, result));
    result.spikes.clear();
    work.result.spikes.clear();
    add_sample(std::move(result), outcome_);
    if (!done.keep(work)) done.works.clear();
  }
  spikes_ = std::move(emitted);
  keep_spikes();
  rows_ = std::make_shared<hw::ChipRows>(prepared_.chip, chip.take_rows());
  failed_ = false;
}

/// Works are counted together; where they are not kept one by one, so that one is in memory.
void PricedRuns::replay(const Config& config, Done& done) {
  hw::SteppedChip chip(prepared_.chip);
  check_prices();
  rows_ = std::make_shared<hw::ChipRows>(prepared_.chip);
  hw::SampleWork work;
  hw::RunOptions options;
  options.timesteps = config.input.timesteps;
  for (std::size_t index = 0; index < prepared_.samples.size(); ++index) {
    options.known = &spikes_[index];
    options.work = &work;
    chip.run(chip_inputs(prepared_, index), options);
    failed_ = work.too_large;
    if (failed_) throw NotPriced("events of a timestep that do not fit a work");
    if (done.keep(work)) continue;
    recount(done.works, options.timesteps);  // those before
    recount({&work, 1}, options.timesteps);
    done.works.clear();
  }
  recount(done.works, options.timesteps);
}

/// Of a chip as it is now, with its rows.
void PricedRuns::keep(std::unique_ptr<Done> done) {
  done->chip = prepared_.chip;
  done->rows = rows_;
  std::size_t bytes = done->bytes;
  for (const auto& before : done_) bytes += before->bytes;
  if (bytes > kMostBytes) done_.clear();
  same_ = done.get();
  done_.push_back(std::move(done));
}

void PricedRuns::keep_spikes() {
  if (folder_.empty()) return;
  write_activity(activity_file(folder_, activity_key_), activity_key_, spikes_);
}

}  // namespace engram::sim
