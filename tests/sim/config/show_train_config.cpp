#include "tests/sim/config/show_train_config.hpp"

#include "tests/sim/config/show_config.hpp"
#include "tests/sim/config/shown_text.hpp"

namespace engram::sim {
namespace {

void show(const workloads::Shape& shape, Text& text) {
  text << shape.channels << shape.height << shape.width;
}

void show(const std::optional<workloads::Crop>& crop, Text& text) {
  if (crop) text << crop->x << crop->y << crop->width << crop->height;
}

void show(const workloads::RetentionOptions& o, Text& text) {
  text << "retention" << o.seed << o.groups << o.group_neurons << o.shortest << o.step
       << o.timesteps << o.timestep_us << o.outputs << o.keep;
}

void show(const workloads::RandmanOptions& o, Text& text) {
  text << "randman" << static_cast<int>(o.code) << o.seed << o.classes << o.units << o.timesteps
       << o.timestep_us << o.dimensions << o.smoothness << o.train_per_class << o.test_per_class;
}

void show(const workloads::ImageTaskOptions& o, Text& text) {
  text << "images" << o.seed << o.images.string() << o.labels.string()
       << static_cast<int>(o.label_column) << o.classes << o.train << o.test << o.downsample
       << o.encoding.name << o.encoding.threshold << o.encoding.scale << o.encoding.divide_by
       << o.encoding.max_rate_hz << o.timesteps << o.timestep_us;
  if (o.shape) show(*o.shape, text);
  show(o.crop, text << "crop");
}

void show(const EventTaskConfig& o, Text& text) {
  const InputConfig& i = o.input;
  text << "events" << i.events.string() << i.labels.string() << o.test.string()
       << o.test_labels.string() << o.test_fraction << o.seed << o.classes << i.format
       << i.timestep_us << i.timesteps << i.binning << i.merge << static_cast<int>(i.options.origin)
       << static_cast<int>(i.options.polarity) << i.options.downsample_x << i.options.downsample_y;
  show(o.shape, text);
  if (i.options.window) text << i.options.window->start_us << i.options.window->end_us;
  show(i.options.crop, text << "crop");
}

void show(const workloads::PruneAware& p, Text& text) {
  text << "prune" << static_cast<int>(p.options.method) << p.options.sparsity << p.options.global
       << p.options.n << p.options.m << p.options.seed << static_cast<int>(p.course)
       << p.begin_epoch << p.end_epoch << p.steps;
  for (const auto& [name, sparsity] : p.options.projections) text << name << sparsity;
}

void show(const workloads::TrainingOptions& o, Text& text) {
  text << o.seed << o.epochs << o.batch << static_cast<int>(o.loss.kind) << o.loss.filter_decay
       << o.loss.filter_tau << o.loss.logit_scale;
  text << static_cast<int>(o.optimizer.kind) << o.optimizer.rate << o.optimizer.momentum
       << o.optimizer.beta1 << o.optimizer.beta2 << o.optimizer.epsilon << o.optimizer.weight_decay
       << o.optimizer.clip_norm;
  text << static_cast<int>(o.schedule.kind) << o.schedule.warmup_epochs << o.schedule.step_epochs
       << o.schedule.step_factor << o.schedule.final_fraction;
  text << static_cast<int>(o.surrogate.kind) << o.surrogate.slope << o.surrogate.through_reset;
  for (const auto& [name, q] : o.quantize) {
    text << "quantize" << name << static_cast<int>(q.kind) << q.bits << q.per_channel
         << q.ewgs_strength;
  }
  text << o.quantize_from_epoch << o.widths.state_bits << o.widths.error_bits
       << o.widths.gradient_bits;
  if (o.prune) show(*o.prune, text);
}

}  // namespace

std::string show(const TaskConfig& task) {
  Text text;
  std::visit([&](const auto& options) { show(options, text); }, task);
  return text.str();
}

std::string show(const TrainConfig& config) {
  Text text;
  text << config.name << config.seed << show(config.network) << show(config.task)
       << config.test_every;
  show(config.training, text);
  return text.str();
}

}  // namespace engram::sim
