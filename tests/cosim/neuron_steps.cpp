#include "neuron_steps.hpp"

#include <algorithm>

#include "memory/encoding.hpp"

namespace engram::cosim {

NeuronSteps::NeuronSteps(const NeuronUnit& unit, std::uint32_t neurons,
                         workloads::RandomStream& random)
    : NeuronSteps(unit, neurons, unit.neuron, random) {}

NeuronSteps::NeuronSteps(const NeuronUnit& unit, std::uint32_t neurons,
                         const hw::NeuronSpec& neuron, workloads::RandomStream& random)
    : unit_(unit), random_(random), trace_(std::size_t{kTimesteps} * neurons), spiked_(neurons) {
  slice_.count = neurons;
  slice_.neuron = neuron;
  if (neuron.integer.threshold.empty()) draw_parameters();
  update_ = std::make_unique<hw::NeuronUpdate>(slice_, "drawn", unit.update);
  update_->reset({trace_.data(), neurons, nullptr});
  for (std::uint32_t k = 0; k < neurons; ++k) {
    fan_out_.push_back(static_cast<std::uint32_t>(random.below(4)));
  }
  lay_out_sums(neurons);
}

void NeuronSteps::lay_out_sums(std::uint32_t neurons) {
  const WeightFormat format{WeightKind::uniform, 2};
  std::vector<std::uint32_t> codes(std::size_t{2} * neurons * neurons, 0);
  for (std::size_t n = 0; n < neurons; ++n) {
    codes[2 * n * neurons + n] = code_from_level(format, 1);
    codes[(2 * n + 1) * neurons + n] = code_from_level(format, -1);
  }
  image_ = encode(dense_matrix(2 * neurons, neurons, format, codes),
                  {Encoding::index, Sharing::none, {}});
  rows_ = std::make_unique<hw::SynapseRows>(image_, 0, false, hw::RowTiming{});
  accumulator_ =
      std::make_unique<hw::Accumulator>(neurons, false, hw::accumulator_limit(slice_.neuron));
}

std::int64_t NeuronSteps::draw_value(std::int64_t low, std::int64_t high) {
  return low + static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(high - low + 1)));
}

void NeuronSteps::draw_parameters() {
  hw::NeuronSpec& spec = slice_.neuron;
  hw::NeuronSpec::Integer& p = spec.integer;
  const bool touched = unit_.update == hw::Update::touched;
  const std::int64_t one = std::int64_t{1} << spec.decay_bits;
  // Wide or narrow, so that small membranes are seen as well as saturated ones.
  const std::int64_t largest = std::int64_t{1} << (unit_.value_bits - 1);
  const std::int64_t wide =
      random_.below(2) == 0 ? largest - 1 : std::min<std::int64_t>(largest - 1, 100);
  p.membrane_decay = {spec.model == "if" ? one : draw_value(0, one)};
  p.threshold = {draw_value(touched ? 1 : -wide / 16, wide)};
  p.reset_value = {touched ? draw_value(-wide, 0) : draw_value(-wide, wide)};
  p.clip_low = {draw_value(-wide, touched ? 0 : wide)};
  p.membrane_offset = {touched ? 0 : draw_value(-wide / 8, wide / 8)};
  p.bias.clear();
  for (std::uint32_t n = 0; n < slice_.count; ++n) {
    p.bias.push_back(touched ? 0 : draw_value(-wide / 4, wide / 4));
  }
  const std::uint64_t refractory = std::uint64_t{1} << unit_.refractory_bits;
  spec.refractory = touched ? 0 : static_cast<std::uint32_t>(random_.below(refractory));
}

Sums NeuronSteps::draw_sums() {
  const std::int64_t largest = (std::int64_t{1} << (unit_.sum_bits - 1)) - 1;
  Sums sums;
  for (std::uint32_t n = 0; n < slice_.count; ++n) {
    switch (random_.below(6)) {
      case 0:
        sums.push_back(0);
        break;
      case 1:
        sums.push_back(largest);
        break;
      case 2:
        sums.push_back(-largest - 1);
        break;
      case 3:
        sums.push_back(draw_value(-largest - 1, largest));
        break;
      default:
        sums.push_back(draw_value(-40, 40));
        break;
    }
  }
  return sums;
}

std::vector<NeuronStep> NeuronSteps::step(const Sums& sums) {
  accumulator_->clear();
  std::vector<std::uint32_t> stepped;
  for (std::uint32_t n = 0; n < slice_.count; ++n) {
    const std::int64_t sum = n < sums.size() ? sums[n] : 0;
    if (unit_.update == hw::Update::sweep || sum != 0 || spiked_[n]) stepped.push_back(n);
    if (sum == 0) continue;
    const hw::SynapseRow& row = rows_->at(2 * n + (sum < 0 ? 1 : 0));
    accumulator_->add(*rows_, row, static_cast<std::uint64_t>(sum < 0 ? -sum : sum));
  }
  std::vector<hw::NeuronWork> work;
  update_->step(timestep_, *accumulator_, &work);
  std::vector<NeuronStep> steps;
  const std::vector<std::int64_t>& bias = slice_.neuron.integer.bias;
  for (std::size_t k = 0; k < work.size(); ++k) {
    const std::uint32_t n = stepped.at(k);
    const double membrane = trace_[std::size_t{timestep_} * slice_.count + n];
    steps.push_back({n, fan_out_[n], accumulator_->integer(n), bias[bias.size() == 1 ? 0 : n],
                     work[k].decays, false, static_cast<std::int64_t>(membrane)});
  }
  std::fill(spiked_.begin(), spiked_.end(), false);
  for (const hw::NeuronSpike& spike : update_->spikes()) {
    steps[spike.step].spike = true;
    spiked_[spike.neuron] = true;
  }
  ++timestep_;
  return steps;
}

}  // namespace engram::cosim
