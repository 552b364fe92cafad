#include <benchmark/benchmark.h>

#include <ctime>

#include "workloads/learn/products.hpp"
#include "workloads/learn/trainer.hpp"
#include "workloads/network/generate.hpp"
#include "workloads/network/geometry.hpp"
#include "workloads/network/random.hpp"

/// A whole training step (forward, loss, backward, optimizer) against plain Eigen products of the
/// same shapes: of every projection the output, the gradient of the weights and, where errors go
/// further back, the error of the input. The ratio is what issue and README speak of.
namespace engram::workloads {
namespace {

/// Processor time: what a busy machine disturbs least.
double now() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// The same batch every time, spikes with a probability.
class DrawnTask final : public TrainingTask {
 public:
  DrawnTask(Shape shape, std::uint32_t timesteps, std::uint32_t samples, std::uint32_t classes,
            std::uint32_t targets)
      : shape_(shape),
        timesteps_(timesteps),
        samples_(samples),
        classes_(classes),
        targets_(targets) {
    const auto raster = [&](std::uint64_t neurons, std::uint64_t seed) {
      Raster drawn{timesteps, samples, static_cast<std::uint32_t>(neurons), {}};
      drawn.counts.resize(drawn.row(timesteps, 0));
      RandomStream draws(seed, 0);
      for (float& count : drawn.counts) count = draws.unit() < 0.09 ? 1.0F : 0.0F;
      return drawn;
    };
    batch_.inputs.push_back(raster(shape.size(), 1));
    if (classes == 0) batch_.targets.push_back(raster(targets, 2));
    for (std::uint32_t k = 0; k < samples && classes > 0; ++k) batch_.labels.push_back(k % classes);
  }
  std::uint32_t timesteps() const override { return timesteps_; }
  double timestep_us() const override { return 1000; }
  std::vector<Shape> input_shapes() const override { return {shape_}; }
  std::uint32_t classes() const override { return classes_; }
  std::uint32_t output_neurons() const override { return targets_; }
  std::uint64_t samples(Split) const override { return samples_; }
  TrainingBatch batch(Split, std::span<const std::uint64_t>, std::uint64_t) const override {
    return batch_;
  }

 private:
  Shape shape_;
  std::uint32_t timesteps_, samples_, classes_, targets_;
  TrainingBatch batch_;
};

NeuronStep lif() {
  NeuronStep step;
  step.model = NeuronModel::lif;
  step.membrane_decay = 0.875;
  step.reset = Reset::subtract;
  return step;
}

NeuronStep cuba() {
  NeuronStep step = lif();
  step.model = NeuronModel::cuba_lif;
  step.has_current = true;
  step.current_decay = 0.75;
  return step;
}

NeuronStep input() {
  NeuronStep step;
  step.model = NeuronModel::input;
  return step;
}

ProjectionDescription between(const std::string& source, const std::string& target, double reach) {
  ProjectionDescription projection;
  projection.name = source + "-" + target;
  projection.source = source;
  projection.target = target;
  projection.weights.kind = WeightDescription::Kind::uniform;
  projection.weights.a = -reach;
  projection.weights.b = reach;
  return projection;
}

/// A product of the shapes of one projection, once for every one of `times`.
struct Shapes {
  std::size_t m = 0, k = 0, n = 0, times = 1;  ///< output m x n = a m x k times b k x n
  bool errors_go_on = true;
};

/// Seconds of the three products.
double plain_products(const std::vector<Shapes>& all) {
  std::vector<std::vector<float>> a, b, c;
  for (const Shapes& s : all) {
    a.emplace_back(s.m * s.k, 0.5F);
    b.emplace_back(s.k * s.n, 0.5F);
    c.emplace_back(s.m * s.n, 0.5F);
  }
  const double begin = now();
  for (std::size_t at = 0; at < all.size(); ++at) {
    const Shapes& s = all[at];
    for (std::size_t k = 0; k < s.times; ++k) {
      learn::multiply(a[at].data(), b[at].data(), c[at].data(), s.m, s.k, s.n,
                      learn::Into::overwrite);
      learn::multiply_by_transposed(c[at].data(), b[at].data(), a[at].data(), s.m, s.n, s.k,
                                    learn::Into::overwrite);
      if (!s.errors_go_on) continue;
      learn::multiply_transposed(a[at].data(), c[at].data(), b[at].data(), s.k, s.m, s.n,
                                 learn::Into::overwrite);
    }
    benchmark::DoNotOptimize(a[at].data());
    benchmark::DoNotOptimize(b[at].data());
  }
  return now() - begin;
}

void compare(benchmark::State& state, const Network& network, const TrainingTask& task,
             const TrainingOptions& options, const std::vector<Shapes>& shapes) {
  Trainer trainer(network, task, options);
  trainer.epoch();
  double plain = 0, training = 0;
  for (auto unused : state) {
    static_cast<void>(unused);
    const double begin = now();
    trainer.epoch();
    training += now() - begin;
    plain += plain_products(shapes);
  }
  state.counters["training_ms"] = training / static_cast<double>(state.iterations()) * 1e3;
  state.counters["products_ms"] = plain / static_cast<double>(state.iterations()) * 1e3;
  state.counters["ratio"] = training / plain;
}

void retention(benchmark::State& state) {
  NetworkDescription description;
  description.populations = {{"in", {700, 1, 1}, input(), false},
                             {"hidden", {400, 1, 1}, cuba(), false},
                             {"out", {250, 1, 1}, cuba(), true}};
  description.projections = {between("in", "hidden", 0.15), between("hidden", "out", 0.15)};
  TrainingOptions options;
  options.epochs = 1000000;
  options.loss.kind = LossKind::van_rossum;
  const DrawnTask task({700, 1, 1}, 250, 1, 0, 250);
  compare(state, generate(description, 1), task, options,
          {{400, 700, 250, 1, false}, {250, 400, 250, 1, true}});
}
BENCHMARK(retention)->Unit(benchmark::kMillisecond);

void convolutions(benchmark::State& state) {
  constexpr std::uint32_t timesteps = 10, batch = 32;
  NetworkDescription description;
  description.populations = {{"in", {1, 28, 28}, input(), false},
                             {"conv1", {8, 28, 28}, lif(), false},
                             {"conv2", {16, 14, 14}, lif(), false},
                             {"out", {10, 1, 1}, lif(), true}};
  ProjectionDescription first = between("in", "conv1", 1), second = between("conv1", "conv2", 0.3);
  for (ProjectionDescription* conv : {&first, &second}) {
    conv->kind = ProjectionDescription::Kind::conv2d;
    conv->kernel_y = conv->kernel_x = 3;
    conv->pad_y = conv->pad_x = 1;
  }
  second.pools = {{2, 2, 2, 2, 0, 0}};
  ProjectionDescription third = between("conv2", "out", 0.1);
  third.pools = {{2, 2, 2, 2, 0, 0}};
  description.projections = {first, second, third};
  TrainingOptions options;
  options.epochs = 1000000;
  options.batch = batch;
  const DrawnTask task({1, 28, 28}, timesteps, batch, 10, 10);
  compare(state, generate(description, 1), task, options,
          {{8, 9, 784, timesteps * batch, false},
           {16, 72, 196, timesteps * batch, true},
           {10, 784, timesteps * batch, 1, true}});
}
BENCHMARK(convolutions)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace engram::workloads

BENCHMARK_MAIN();
