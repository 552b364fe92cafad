#include "sim/train/training_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "sim/config/json_writer.hpp"
#include "sim/results/screen.hpp"
#include "sim/results/stats.hpp"

namespace engram::sim {
namespace {

using workloads::EpochRecord;
using workloads::Evaluation;
using workloads::Network;

std::string fixed(double number, int digits) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", digits, number);
  return text;
}

std::string significant(double number) {
  char text[64];
  std::snprintf(text, sizeof text, "%.4g", number);
  return text;
}

std::string percent(double share) {
  return fixed(100 * share, 2) + " %";
}

/// Weights of a connection, and how many of them are 0.
struct WeightSums {
  std::uint64_t all = 0, zeros = 0;
  double sparsity() const {
    return all == 0 ? 0 : static_cast<double>(zeros) / static_cast<double>(all);
  }
};

/// Of a quantized projection levels count: what rounds to 0 is no synapse.
WeightSums weights_of(const workloads::Projection& projection) {
  WeightSums weights;
  const auto count = [&](const auto& values) {
    weights.all = values.size();
    weights.zeros = static_cast<std::uint64_t>(std::count(values.begin(), values.end(), 0));
  };
  if (projection.quantization.format.kind == WeightKind::float32) {
    count(workloads::weights(projection.connection));
  } else {
    count(projection.quantization.levels);
  }
  return weights;
}

WeightSums weights_of(const Network& network) {
  WeightSums sum;
  for (const auto& id : network.projections()) {
    const WeightSums one = weights_of(network.graph[id]);
    sum.all += one.all;
    sum.zeros += one.zeros;
  }
  return sum;
}

double a_sample(std::uint64_t count, const TrainingSummary& summary) {
  return static_cast<double>(count) /
         static_cast<double>(std::max<std::uint64_t>(1, summary.deployed.samples));
}

void write_test(const TrainingSummary& summary, JsonWriter& json) {
  const Deployed& deployed = summary.deployed;
  json.key("test").open_object();
  json.key("samples").value(deployed.samples);
  if (summary.classes) {
    json.key("correct").value(deployed.correct);
    json.key("accuracy").value(accuracy_of(deployed.correct, deployed.samples));
    json.key("standard_error").value(standard_error_of(deployed.correct, deployed.samples));
  } else {
    json.key("van_rossum_distance").value(*deployed.distance);
  }
  json.close();
  json.key("trainer_test").open_object();
  json.key("loss").value(summary.trainer.loss);
  if (summary.classes) {
    json.key("correct").value(summary.trainer.correct);
    json.key("accuracy").value(accuracy_of(summary.trainer.correct, summary.trainer.samples));
  }
  json.close();
}

void write_network(const Network& network, const TrainingSummary& summary, JsonWriter& json) {
  json.key("populations").open_array();
  for (workloads::PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    json.open_object();
    json.key("name").value(network.graph[id].name);
    json.key("neurons").value(network.graph[id].shape.size());
    json.key("spikes_a_sample").value(a_sample(summary.deployed.spikes.at(id), summary));
    json.close();
  }
  json.close();
  json.key("projections").open_array();
  const auto projections = network.projections();
  for (std::size_t index = 0; index < projections.size(); ++index) {
    const workloads::Projection& projection = network.graph[projections[index]];
    const WeightSums weights = weights_of(projection);
    json.open_object();
    json.key("name").value(projection.name);
    json.key("format").value(to_string(projection.quantization.format));
    json.key("weights").value(weights.all);
    json.key("sparsity").value(weights.sparsity());
    json.key("operations_a_sample").value(a_sample(summary.deployed.operations.at(index), summary));
    json.close();
  }
  json.close();
}

}  // namespace

std::string training_csv_header() {
  return "epoch,rate,loss,accuracy,sparsity,spikes,test_loss,test_accuracy\n";
}

std::string training_csv_row(const EpochRecord& record, const std::optional<Evaluation>& test,
                             bool classes) {
  const auto maybe = [](const std::optional<double>& number) {
    return number ? shortest(*number) : std::string();
  };
  std::optional<double> loss, accuracy;
  if (test) loss = test->loss;
  if (test && classes) accuracy = accuracy_of(test->correct, test->samples);
  return std::to_string(record.epoch) + "," + shortest(record.rate) + "," + shortest(record.loss) +
         "," + maybe(record.accuracy) + "," + shortest(record.sparsity) + "," +
         shortest(record.spikes) + "," + maybe(loss) + "," + maybe(accuracy) + "\n";
}

double accuracy_of(std::uint64_t correct, std::uint64_t samples) {
  return samples == 0 ? 0 : static_cast<double>(correct) / static_cast<double>(samples);
}

double standard_error_of(std::uint64_t correct, std::uint64_t samples) {
  const double p = accuracy_of(correct, samples);
  return samples == 0 ? 0 : std::sqrt(p * (1 - p) / static_cast<double>(samples));
}

std::string summary_json(const TrainConfig& config, const Network& network,
                         const TrainingSummary& summary) {
  JsonWriter json;
  const WeightSums weights = weights_of(network);
  json.open_object();
  json.key("schema_version").value(kStatsSchemaVersion);
  json.key("name").value(config.name);
  json.key("seed").value(config.seed);
  json.key("epochs").value(summary.epochs);
  json.key("weights").value(weights.all);
  json.key("sparsity").value(weights.sparsity());
  write_test(summary, json);
  write_network(network, summary, json);
  json.close();
  return json.text();
}

std::string epoch_text(const EpochRecord& record, const std::optional<Evaluation>& test,
                       std::uint32_t epochs) {
  std::string text = "epoch " + std::to_string(record.epoch + 1) + " of " + std::to_string(epochs) +
                     ": rate " + significant(record.rate) + ", loss " + significant(record.loss);
  if (record.accuracy) text += ", accuracy " + percent(*record.accuracy);
  text += ", zeros " + percent(record.sparsity) + ", " + significant(record.spikes) +
          " spikes a sample";
  if (test) {
    text += "; test loss " + significant(test->loss);
    if (record.accuracy) text += ", accuracy " + percent(accuracy_of(test->correct, test->samples));
  }
  return text;
}

std::string training_overview(const PreparedTraining& prepared) {
  const workloads::Graph& graph = prepared.network.graph;
  const workloads::TrainingTask& task = *prepared.task;
  std::string text = std::to_string(boost::num_vertices(graph)) + " populations, " +
                     std::to_string(boost::num_edges(graph)) + " projections, " +
                     grouped(weights_of(prepared.network).all) + " weights, " +
                     grouped(task.samples(workloads::Split::train)) + " samples to train on and " +
                     grouped(task.samples(workloads::Split::test)) + " to test on, " +
                     std::to_string(task.timesteps()) + " timesteps, ";
  return text + (task.classes() > 0
                     ? std::to_string(task.classes()) + " classes\n"
                     : "targets for " + std::to_string(task.output_neurons()) + " neurons\n");
}

std::string summary_text(const TrainConfig& config, const Network& network,
                         const TrainingSummary& summary) {
  const Deployed& deployed = summary.deployed;
  const WeightSums weights = weights_of(network);
  std::string text = config.name + ": " + std::to_string(summary.epochs) + " epochs, " +
                     grouped(weights.all) + " weights, " + percent(weights.sparsity()) +
                     " of them 0\n";
  if (summary.classes) {
    text += "test accuracy " + percent(accuracy_of(deployed.correct, deployed.samples)) + " +- " +
            percent(standard_error_of(deployed.correct, deployed.samples)) + " (" +
            grouped(deployed.correct) + " of " + grouped(deployed.samples) +
            " samples; the trainer's own figure: " +
            percent(accuracy_of(summary.trainer.correct, summary.trainer.samples)) + ")\n";
  } else {
    text += "van Rossum distance " + significant(*deployed.distance) +
            " (the trainer's own figure: " + significant(summary.trainer.loss) + ")\n";
  }
  text += "spikes a sample:";
  for (workloads::PopulationId id = 0; id < boost::num_vertices(network.graph); ++id) {
    text += std::string(id == 0 ? " " : ", ") + network.graph[id].name + " " +
            significant(a_sample(deployed.spikes.at(id), summary));
  }
  return text + "\nnetwork.nir, read back, emits the same spikes\n";
}

}  // namespace engram::sim
