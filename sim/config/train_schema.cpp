#include "sim/config/run_schema.hpp"
#include "sim/config/training_names.hpp"

namespace engram::sim {
namespace {

constexpr double kMaxEpochs = 1e9;

template <class Value>
SchemaPtr kind(const char* doc, const Names<Value>& names, const char* fallback) {
  return choice(doc, names_of(names), fallback);
}

SchemaPtr epoch(const char* doc, std::int64_t fallback = 0) {
  return integer(doc, 0, kMaxEpochs, "epochs", fallback);
}

/// A number of 0 or more.
SchemaPtr amount(const char* doc, double fallback) {
  return number(doc, 0, kInfinity, false, "", fallback);
}

SchemaPtr positive(const char* doc, double fallback) {
  return number(doc, 0, kInfinity, true, "", fallback);
}

SchemaPtr share(const char* doc, double fallback) {
  return number(doc, 0, 1, false, "", fallback);
}

SchemaPtr loss_schema() {
  return object(
      "what is made small",
      {filled("kind", kind("van_rossum: distance of filtered spikes from the target; "
                           "rate_cross_entropy, rate_mse: of the counts of a whole sample; "
                           "step_cross_entropy: in every timestep",
                           kLossNames, "rate_cross_entropy")),
       filled("filter_decay", share("van_rossum: of the filter, a timestep", 0.875)),
       filled("filter_tau", positive("van_rossum: what the squared distance is divided by", 5)),
       filled("logit_scale", positive("cross entropies: logits are counts times this", 1))});
}

SchemaPtr optimizer_schema() {
  return object("how weights follow the gradient",
                {filled("kind", kind("the rule", kOptimizerNames, "adam")),
                 filled("rate", positive("of learning", 1e-3)), filled("momentum", share("sgd", 0)),
                 filled("beta1", share("adam", 0.9)), filled("beta2", share("adam", 0.999)),
                 filled("epsilon", positive("adam", 1e-8)),
                 filled("weight_decay", amount("times the weight, added to the gradient", 0)),
                 filled("clip_norm", amount("largest norm of the whole gradient; 0: none", 0))});
}

SchemaPtr schedule_schema() {
  return object("of the rate, epoch by epoch",
                {filled("kind", kind("the course", kScheduleNames, "constant")),
                 filled("warmup_epochs", epoch("in which the rate rises linearly")),
                 filled("step_epochs",
                        integer("step: from one step to the next", 1, kMaxEpochs, "epochs", 1)),
                 filled("step_factor", positive("step: times this", 0.5)),
                 filled("final_fraction", share("cosine: ends at the rate times this", 0))});
}

SchemaPtr surrogate_schema() {
  return object("the derivative of a spike",
                {filled("kind", kind("its shape", kSurrogateNames, "superspike")),
                 filled("slope", positive("over the membrane in units of the threshold", 10)),
                 filled("through_reset", boolean("the reset is differentiated, too", false))});
}

SchemaPtr weight_view_schema() {
  return map_of(
      "quantization-aware: by projection, \"default\" for those not named; none: float",
      object(
          "one projection",
          {filled("kind", kind("the quantizer", kQuantizerNames, "uniform")),
           filled("bits", integer("of a weight", 2, 16, "bit", 8)),
           filled("per_channel", boolean("one scale an output channel", false)),
           filled("ewgs_strength",
                  amount("duq, learned: scaling of the gradient by the rounding error", 5e-3))}));
}

SchemaPtr widths_schema() {
  const auto bits = [](const char* doc) { return integer(doc, 2, 16, "bit"); };
  return object("of what is no weight; absent: float",
                {optional("state_bits", bits("currents and membranes")),
                 optional("error_bits", bits("errors")),
                 optional("gradient_bits", bits("weight gradients, stochastically rounded"))});
}

SchemaPtr prune_course_schema() {
  const auto sparsity = [](const char* doc, std::optional<double> fallback) {
    return number(doc, 0, 1, false, "", fallback);
  };
  return object(
      "pruning-aware: weights that become 0 and stay 0",
      {filled("method", kind("which go", kPruneNames, "magnitude")),
       filled("sparsity", sparsity("share of weights that are 0 in the end, below 1", 0.0)),
       filled("global", boolean("magnitude, random: one choice among all projections", false)),
       filled("n", integer("n_of_m: that stay", 1, 1024, "", 2)),
       filled("m", integer("n_of_m: of so many neighbours", 1, 1024, "", 4)),
       filled("seed", integer("random: of the draws", 0, kMaxSeed, "", 1)),
       filled("projections", map_of("own sparsities, by name", sparsity("", std::nullopt))),
       filled("course", kind("one_shot: at once; gradual: every epoch; iterative: in steps",
                             kCourseNames, "one_shot")),
       filled("begin_epoch", epoch("before which it is first done")),
       filled("end_epoch", epoch("gradual, iterative: before which it is last done")),
       filled("steps", integer("iterative", 1, kMaxEpochs, "", 1))});
}

SchemaPtr training_schema() {
  return object(
      "surrogate-gradient backpropagation through time",
      {required("epochs", integer("passes over the training samples", 1, kMaxEpochs)),
       filled("batch", integer("samples a step", 1, 1 << 20, "", 32)),
       filled("loss", loss_schema()), filled("optimizer", optimizer_schema()),
       filled("schedule", schedule_schema()), filled("surrogate", surrogate_schema()),
       filled("quantize", weight_view_schema()),
       filled("quantize_from_epoch", epoch("first one that computes with quantized weights")),
       filled("widths", widths_schema()), optional("prune", prune_course_schema())});
}

}  // namespace

SchemaPtr train_schema() {
  return object(
      "a training: network, task, how",
      {optional("extends", path("a config whose values hold where this one is silent")),
       filled("name", text("of the training; also its result folder", "train")),
       filled("seed", integer("of weights that are drawn and of the training; the task has its own",
                              0, kMaxSeed, "", 1)),
       required("workload",
                object("what is trained, and on what",
                       {required("network", source_schema()), required("task", task_schema())})),
       required("training", training_schema()),
       filled("results",
              object("what is written",
                     {filled("test_every", epoch("from one test to the next, in "
                                                 "training.csv; 0: at the end only"))}))});
}

}  // namespace engram::sim
