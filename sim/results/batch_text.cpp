#include "sim/results/batch_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "sim/results/screen.hpp"

namespace engram::sim {
namespace {

constexpr std::size_t kWrongShown = 10;
constexpr std::size_t kNameWidth = 18, kColumnWidth = 13;

std::string count_text(double value) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.0f", value);
  return text.data();
}

struct Figure {
  const char* key;   ///< in stats.json
  const char* name;  ///< on the screen
  Distribution Batch::*values;
  std::string (*text)(double);
};

constexpr std::array<Figure, 4> kFigures{
    {{"energy_pj", "energy", &Batch::energy_pj, energy_text},
     {"latency_us", "latency", &Batch::latency_us, time_text},
     {"spikes", "spikes", &Batch::spikes, count_text},
     {"synaptic_operations", "SOP", &Batch::synaptic_operations, count_text}}};

struct Place {
  const char* key;
  const char* name;
  double Distribution::*value;
};

constexpr std::array<Place, 6> kPlaces{
    {{"min", "min", &Distribution::least},
     {"first_quartile", "quartile", &Distribution::first_quartile},
     {"median", "median", &Distribution::median},
     {"third_quartile", "quartile", &Distribution::third_quartile},
     {"max", "max", &Distribution::most},
     {"mean", "mean", &Distribution::mean}}};

std::string right_aligned(const std::string& text) {
  const std::size_t width = std::max(kColumnWidth, text.size() + 1);
  return std::string(width - text.size(), ' ') + text;
}

std::string left_aligned(std::string text) {
  text.resize(std::max(kNameWidth, text.size()), ' ');
  return text;
}

std::string wrong_text(const Batch& batch) {
  std::string text;
  std::size_t found = 0;
  for (const SampleFigures& sample : batch.samples) {
    if (!sample.label || sample.right() || ++found > kWrongShown) continue;
    text += (text.empty() ? "wrong: " : ", ") + sample.name + " (" + std::to_string(*sample.label) +
            " -> " + (sample.predicted < 0 ? "none" : std::to_string(sample.predicted)) + ")";
  }
  if (found > kWrongShown) text += " and " + std::to_string(found - kWrongShown) + " more";
  return text.empty() ? text : text + '\n';
}

std::string distribution_table(const Batch& batch) {
  std::string text = left_aligned("a sample");
  for (const Place& place : kPlaces) text += right_aligned(place.name);
  text += '\n';
  for (const Figure& figure : kFigures) {
    text += left_aligned(figure.name);
    for (const Place& place : kPlaces) {
      text += right_aligned(figure.text((batch.*figure.values).*place.value));
    }
    text += '\n';
  }
  return text;
}

}  // namespace

void write_batch(const Batch& batch, JsonWriter& json) {
  if (const auto accuracy = batch.accuracy()) {
    json.key("labelled").value(batch.labelled);
    json.key("correct").value(batch.correct);
    json.key("accuracy").value(*accuracy);
    json.key("confusion").open_array();
    for (const auto& [pair, count] : batch.confusion) {
      json.open_object();
      json.key("label").value(pair.first);
      json.key("predicted").value(pair.second);
      json.key("count").value(count);
      json.close();
    }
    json.close();
  }
  if (batch.samples.size() < 2) return;
  json.key("per_sample").open_object();
  for (const Figure& figure : kFigures) {
    json.key(figure.key).open_object();
    for (const Place& place : kPlaces) {
      json.key(place.key).value((batch.*figure.values).*place.value);
    }
    json.close();
  }
  json.close();
}

RecordTable distribution_record(const Batch& batch) {
  RecordTable table{"per_sample", {"figure"}, {}};
  for (const Place& place : kPlaces) table.keys.emplace_back(place.key);
  for (const Figure& figure : kFigures) {
    std::vector<Cell> row{std::string(figure.key)};
    for (const Place& place : kPlaces) row.emplace_back((batch.*figure.values).*place.value);
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string batch_screen(const Batch& batch) {
  const auto accuracy = batch.accuracy();
  if (!accuracy) return "";
  std::array<char, 160> line{};
  std::snprintf(line.data(), line.size(), "accuracy %.1f%%: %s right of %s labelled",
                100 * *accuracy, grouped(batch.correct).c_str(), grouped(batch.labelled).c_str());
  std::string text = line.data();
  if (batch.labelled < batch.samples.size()) {
    text += " (" + grouped(batch.samples.size() - batch.labelled) + " without a label)";
  }
  text += '\n' + wrong_text(batch);
  return batch.samples.size() < 2 ? text : text + '\n' + distribution_table(batch);
}

}  // namespace engram::sim
