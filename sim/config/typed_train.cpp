#include "sim/config/typed_train.hpp"

#include "sim/config/training_names.hpp"
#include "sim/config/typed.hpp"
#include "sim/config/typed_reader.hpp"
#include "sim/config/typed_source.hpp"
#include "sim/config/typed_tables.hpp"
#include "sim/config/typed_task.hpp"

namespace engram::sim {
namespace {

using workloads::PruneAware;
using workloads::TrainingOptions;

workloads::LossOptions read_loss(const TypedReader& loss) {
  return {value_of(kLossNames, loss.text("kind")), loss.number("filter_decay"),
          loss.number("filter_tau"), loss.number("logit_scale")};
}

workloads::OptimizerOptions read_optimizer(const TypedReader& optimizer) {
  workloads::OptimizerOptions options;
  options.kind = value_of(kOptimizerNames, optimizer.text("kind"));
  options.rate = optimizer.number("rate");
  options.momentum = optimizer.number("momentum");
  options.beta1 = optimizer.number("beta1");
  options.beta2 = optimizer.number("beta2");
  options.epsilon = optimizer.number("epsilon");
  options.weight_decay = optimizer.number("weight_decay");
  options.clip_norm = optimizer.number("clip_norm");
  for (const char* key : {"momentum", "beta1", "beta2"}) {
    if (optimizer.number(key) >= 1) optimizer.fault(key, "found 1, expected a number below 1");
  }
  return options;
}

workloads::ScheduleOptions read_schedule(const TypedReader& schedule) {
  return {value_of(kScheduleNames, schedule.text("kind")), schedule.count("warmup_epochs"),
          schedule.count("step_epochs"), schedule.number("step_factor"),
          schedule.number("final_fraction")};
}

workloads::SurrogateOptions read_surrogate(const TypedReader& surrogate) {
  return {value_of(kSurrogateNames, surrogate.text("kind")), surrogate.number("slope"),
          surrogate.flag("through_reset")};
}

std::map<std::string, workloads::QuantizeAware> read_quantize(const TypedReader& quantize) {
  std::map<std::string, workloads::QuantizeAware> all;
  for (const auto& [name, ignored] : quantize.object().members) {
    const TypedReader one = quantize.child(name);
    all[name == "default" ? "" : name] = {value_of(kQuantizerNames, one.text("kind")),
                                          one.count("bits"), one.flag("per_channel"),
                                          one.number("ewgs_strength")};
  }
  return all;
}

void check_sparsity(const TypedReader& reader, const std::string& key) {
  if (reader.number(key) >= 1) reader.fault(key, "found 1, expected a number below 1");
}

PruneAware read_prune(const TypedReader& prune, std::uint32_t epochs) {
  PruneAware aware;
  workloads::PruneOptions& options = aware.options;
  options.method = value_of(kPruneNames, prune.text("method"));
  options.sparsity = prune.number("sparsity");
  check_sparsity(prune, "sparsity");
  options.global = prune.flag("global");
  options.n = prune.count("n");
  options.m = prune.count("m");
  if (options.n > options.m) prune.fault("n", "found more than m, expected n of m at most");
  options.seed = static_cast<std::uint64_t>(prune.value("seed").integer);
  const TypedReader projections = prune.child("projections");
  for (const auto& [name, ignored] : projections.object().members) {
    options.projections[name] = projections.number(name);
    check_sparsity(projections, name);
  }
  aware.course = value_of(kCourseNames, prune.text("course"));
  aware.begin_epoch = prune.count("begin_epoch");
  aware.end_epoch = prune.count("end_epoch");
  aware.steps = prune.count("steps");
  const bool at_once = aware.course == PruneAware::Course::one_shot;
  if (!at_once && aware.end_epoch < aware.begin_epoch) {
    prune.fault("end_epoch", "lies before begin_epoch");
  }
  const char* last = at_once ? "begin_epoch" : "end_epoch";
  if (prune.count(last) >= epochs) {
    prune.fault(last, "found " + std::to_string(prune.count(last)) + " of " +
                          std::to_string(epochs) + " epochs, which are numbered from 0");
  }
  return aware;
}

TrainingOptions read_training(const TypedReader& training) {
  TrainingOptions options;
  options.epochs = training.count("epochs");
  options.batch = training.count("batch");
  options.loss = read_loss(training.child("loss"));
  options.optimizer = read_optimizer(training.child("optimizer"));
  options.schedule = read_schedule(training.child("schedule"));
  options.surrogate = read_surrogate(training.child("surrogate"));
  options.quantize = read_quantize(training.child("quantize"));
  options.quantize_from_epoch = training.count("quantize_from_epoch");
  if (!options.quantize.empty() && options.quantize_from_epoch >= options.epochs) {
    training.fault("quantize_from_epoch", "found " + std::to_string(options.quantize_from_epoch) +
                                              " of " + std::to_string(options.epochs) +
                                              " epochs, which are numbered from 0");
  }
  const TypedReader widths = training.child("widths");
  options.widths = {widths.maybe_count("state_bits"), widths.maybe_count("error_bits"),
                    widths.maybe_count("gradient_bits")};
  if (training.has("prune")) {
    options.prune = read_prune(training.child("prune"), options.epochs);
  }
  return options;
}

}  // namespace

TrainConfig typed_train(const JsonValue& tree, std::vector<Fault>& faults) {
  const TypedReader root(tree, "", faults);
  TrainConfig config;
  if (tree.type != JsonValue::Type::object) return config;
  if (root.sound("name")) check_run_name(root);
  config.name = root.text("name");
  config.seed = static_cast<std::uint64_t>(root.value("seed").integer);
  if (const auto network = root.below("/workload/network")) config.network = typed_source(*network);
  if (const auto task = root.below("/workload/task")) config.task = typed_task(*task);
  if (root.sound("training")) config.training = read_training(root.child("training"));
  config.training.seed = config.seed;
  if (root.sound("results")) config.test_every = root.child("results").count("test_every");
  return config;
}

}  // namespace engram::sim
