#include "sim/dpi/session.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "sim/config/config_fault.hpp"
#include "sim/config/load.hpp"
#include "sim/config/spatial_config.hpp"
#include "sim/run/check_tables.hpp"
#include "sim/run/chip_inputs.hpp"
#include "sim/run/prepare_with.hpp"

namespace engram::sim {
namespace {

Config load(const std::string& file, const std::vector<std::string>& sets) {
  if (is_spatial(file)) {
    throw InputFault("/chip/template: a spatial array runs layer by layer and has no timesteps");
  }
  Config config = load_config(file, sets).config;
  if (config.chip.fidelity != hw::Fidelity::fast) {
    throw InputFault("/fidelity: timesteps are stepped one by one at \"fast\" only");
  }
  return config;
}

std::vector<EncodingVerdict> refuse_search(const Config&, const Prepared&,
                                           std::vector<EncodingChoice>&) {
  throw InputFault(
      "/chip/core/synapse_memory/encoding: \"auto\" is measured by runs in processes of their own; "
      "name what `engram run` chooses (encodings.csv)");
}

std::unique_ptr<hw::SteppedChip> build(const Prepared& prepared) {
  try {
    auto chip = std::make_unique<hw::SteppedChip>(prepared.chip);
    check_tables(chip->idle_activity(), prepared.tables);
    return chip;
  } catch (const std::invalid_argument& refused) {
    throw InputFault(std::string("/chip: ") + refused.what());
  }
}

/// Element `index`, or Misuse that names what there is.
template <class Range>
const auto& checked(const Range& all, std::uint64_t index, const std::string& what) {
  if (index < all.size()) return all[index];
  throw Misuse("no " + what + " " + std::to_string(index) + ": there are " +
               std::to_string(all.size()));
}

}  // namespace

Session::Session(const std::string& config, const std::vector<std::string>& sets)
    : config_(load(config, sets)),
      prepared_(prepare_with(config_, refuse_search)),
      chip_(build(prepared_)),
      fed_(prepared_.chip.populations.size()) {
  begin();
}

const hw::PopulationSpec& Session::population(std::uint32_t index) const {
  return checked(populations(), index, "population");
}

std::uint32_t Session::find_population(const std::string& name) const {
  std::vector<std::string> names;
  for (const hw::PopulationSpec& population : populations()) {
    if (population.name == name) return static_cast<std::uint32_t>(names.size());
    names.push_back(population.name);
  }
  throw Misuse("no population '" + name + "'" + suggestion(name, names));
}

const hw::CoreSpec& Session::core(std::uint32_t index) const {
  return checked(cores(), index, "core");
}

const MemoryImage& Session::image(std::uint32_t core_index, std::uint32_t index) const {
  checked(core(core_index).images, index, "image");
  return chip_->image(core_index, index);
}

const std::string& Session::projection(std::uint32_t core_index, std::uint32_t index) const {
  return checked(core(core_index).images, index, "image").projection;
}

const Region& Session::region(std::uint32_t core_index, std::uint32_t image_index,
                              std::uint32_t index) const {
  return checked(image(core_index, image_index).regions, index, "region");
}

void Session::restart(const hw::RunOptions& options) {
  chip_->begin(options);
  for (auto& events : fed_) events.clear();
  sample_.clear();
  next_.clear();
  broken_ = false;
  input_spikes_ = spikes_ = 0;
  ledger_.reset();
}

void Session::begin() {
  hw::RunOptions options;
  options.timesteps = timesteps();
  restart(options);
}

void Session::begin_sample(std::uint32_t sample) {
  checked(prepared_.samples, sample, "sample");
  hw::RunOptions options;
  options.timesteps = timesteps();
  options.targets = chip_targets(prepared_, sample);
  restart(options);
  sample_ = chip_inputs(prepared_, sample);
  next_.assign(sample_.size(), 0);
}

void Session::feed(std::uint32_t index, std::uint32_t neuron, std::uint32_t count) {
  const hw::PopulationSpec& to = population(index);
  if (!to.input) throw Misuse("population '" + to.name + "' is no input");
  if (neuron >= to.neurons) {
    throw Misuse("no neuron " + std::to_string(neuron) + ": '" + to.name + "' has " +
                 std::to_string(to.neurons));
  }
  if (count == 0) throw Misuse("an event has a count of at least 1");
  if (broken_ || chip_->done()) throw Misuse("the sample is over: begin another");
  fed_[index].push_back({chip_->timestep(), neuron, count});
}

/// What was fed and what the config's sample has in the next timestep, by population and neuron.
std::vector<hw::SampleInput> Session::events_of_timestep() {
  std::vector<hw::SampleInput> inputs;
  for (std::uint32_t population = 0; population < fed_.size(); ++population) {
    if (!fed_[population].empty()) inputs.push_back({population, std::move(fed_[population])});
    fed_[population].clear();
  }
  for (std::size_t at = 0; at < sample_.size(); ++at) {
    const std::vector<hw::InputEvent>& events = sample_[at].events;
    hw::SampleInput now{sample_[at].population, {}};
    for (; next_[at] < events.size() && events[next_[at]].timestep == timestep(); ++next_[at]) {
      now.events.push_back(events[next_[at]]);
    }
    if (!now.events.empty()) inputs.push_back(std::move(now));
  }
  for (hw::SampleInput& input : inputs) {
    std::stable_sort(input.events.begin(), input.events.end(),
                     [](const auto& a, const auto& b) { return a.neuron < b.neuron; });
    for (const hw::InputEvent& event : input.events) input_spikes_ += event.count;
  }
  return inputs;
}

void Session::step() {
  if (broken_ || chip_->done()) {
    throw Misuse("the sample is over after " + std::to_string(timestep()) + " of " +
                 std::to_string(timesteps()) + " timesteps: begin another");
  }
  ledger_.reset();
  broken_ = true;
  chip_->step(events_of_timestep());
  broken_ = false;
  for (const hw::OutputSpike& spike : spikes()) spikes_ += spike.count;
}

const hw::OutputSpike& Session::spike(std::uint32_t index) const {
  return checked(chip_->spikes(), index, "spike in the last step");
}

const hw::WordRead& Session::read(std::uint64_t index) const {
  return checked(chip_->reads(), index, "read in the last step");
}

double Session::membrane(std::uint32_t index, std::uint32_t neuron) const {
  const hw::PopulationSpec& of = population(index);
  if (of.input) throw Misuse("population '" + of.name + "' is an input and has no membranes");
  if (neuron >= of.neurons) {
    throw Misuse("no neuron " + std::to_string(neuron) + ": '" + of.name + "' has " +
                 std::to_string(of.neurons));
  }
  return chip_->membrane(index, neuron);
}

const energy::Ledger& Session::ledger() {
  if (!ledger_) ledger_ = energy::account(chip_->activity(), prepared_.tables.front());
  return *ledger_;
}

const energy::LedgerLine& Session::line(std::uint32_t index) {
  return checked(ledger().lines, index, "line");
}

double Session::figure(const std::string& name) {
  if (name == "energy_pj") return ledger().total.picojoules();
  if (name == "area_um2") return ledger().area_um2;
  if (name == "cycles") return static_cast<double>(chip_->cycles());
  if (name == "latency_us") {
    return static_cast<double>(chip_->cycles()) *
           static_cast<double>(chip_->spec().clock_period_ps) * 1e-6;
  }
  if (name == "input_spikes") return static_cast<double>(input_spikes_);
  if (name == "spikes") return static_cast<double>(spikes_);
  if (name == "synaptic_operations") return static_cast<double>(chip_->synaptic_operations());
  throw Misuse("no figure '" + name + "'" +
               suggestion(name, {"energy_pj", "area_um2", "cycles", "latency_us", "input_spikes",
                                 "spikes", "synaptic_operations"}));
}

}  // namespace engram::sim
