#include "workloads/learn/trainer.hpp"

#include <algorithm>
#include <numeric>

#include "workloads/learn/batch_order.hpp"
#include "workloads/learn/checkpoint.hpp"
#include "workloads/learn/schedule.hpp"
#include "workloads/learn/trainer_state.hpp"

namespace engram::workloads {
namespace {

/// Calls run(numbers) for every batch of samples in their order.
template <class Run>
void for_each_batch(const std::vector<std::uint64_t>& order, std::uint32_t batch, Run run) {
  for (std::size_t begin = 0; begin < order.size(); begin += batch) {
    const std::size_t count = std::min<std::size_t>(batch, order.size() - begin);
    run(std::span(order).subspan(begin, count));
  }
}

/// Share of weights that are 0 in what the network computes with.
double sparsity_of(const std::vector<std::vector<float>>& weights) {
  std::size_t zeros = 0, all = 0;
  for (const std::vector<float>& values : weights) {
    zeros += static_cast<std::size_t>(std::count(values.begin(), values.end(), 0.0F));
    all += values.size();
  }
  return all == 0 ? 0 : static_cast<double>(zeros) / static_cast<double>(all);
}

}  // namespace

Trainer::Trainer(const Network& network, const TrainingTask& task, const TrainingOptions& options)
    : state_(std::make_unique<State>(network, task, options)) {}

Trainer::~Trainer() = default;

std::uint32_t Trainer::epochs_done() const {
  return state_->epochs_done;
}

EpochRecord Trainer::epoch(const std::function<void(std::uint64_t samples)>& progress) {
  State& s = *state_;
  const std::uint32_t epoch = s.epochs_done;
  if (epoch > 0) s.prepare(epoch);
  EpochRecord record;
  record.epoch = epoch;
  record.rate =
      learn::rate_of(s.options.schedule, s.options.optimizer.rate, epoch, s.options.epochs);
  const std::uint64_t samples = s.task.samples(Split::train);
  std::uint64_t done = 0, correct = 0;
  for_each_batch(learn::sample_order(samples, s.options.seed, epoch), s.options.batch,
                 [&](std::span<const std::uint64_t> numbers) {
                   const TrainingBatch batch = s.task.batch(Split::train, numbers, epoch);
                   s.load_parameters();
                   const learn::LossSum sum = s.run_forward(batch, true);
                   s.unrolled.backward();
                   s.step(record.rate);
                   record.loss += sum.loss;
                   record.spikes += s.spikes_of_batch();
                   correct += sum.correct;
                   done += numbers.size();
                   if (progress) progress(done);
                 });
  const auto count = static_cast<double>(samples);
  record.loss /= count;
  record.spikes /= count;
  if (s.task.classes() > 0) record.accuracy = static_cast<double>(correct) / count;
  s.load_parameters();
  record.sparsity = sparsity_of(s.unrolled.weights());
  ++s.epochs_done;
  return record;
}

Evaluation Trainer::evaluate(Split split) const {
  State& s = *state_;
  Evaluation result;
  result.samples = s.task.samples(split);
  std::vector<std::uint64_t> order(result.samples);
  std::iota(order.begin(), order.end(), std::uint64_t{0});
  s.load_parameters();
  for_each_batch(order, s.options.batch, [&](std::span<const std::uint64_t> numbers) {
    const learn::LossSum sum = s.run_forward(s.task.batch(split, numbers, s.epochs_done), false);
    result.loss += sum.loss;
    result.correct += sum.correct;
  });
  if (result.samples > 0) result.loss /= static_cast<double>(result.samples);
  return result;
}

void Trainer::save(const std::filesystem::path& file) const {
  learn::write_checkpoint(file, state_->checkpoint(), state_->fingerprint());
}

void Trainer::load(const std::filesystem::path& file) {
  state_->restore(learn::read_checkpoint(file, state_->fingerprint()));
}

Network Trainer::network() const {
  return state_->trained_network(true);
}

}  // namespace engram::workloads
