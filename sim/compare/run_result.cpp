#include "sim/compare/run_result.hpp"

#include <array>

#include "sim/compare/memory_energy.hpp"
#include "sim/config/config_fault.hpp"
#include "sim/config/json_document.hpp"
#include "sim/results/stats.hpp"
#include "sim/run/prepare.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

struct Headline {
  const char* id;
  const char* key;  ///< in stats.json's summary: the unit is in the name
  const char* unit;
  bool everywhere;  ///< every result has it
};

constexpr std::array<Headline, 16> kHeadlines{
    {{"energy", "energy_pj", "pJ", true},
     {"energy_per_synaptic_operation", "energy_per_synaptic_operation_pj", "pJ", false},
     {"marginal_energy_per_synaptic_operation", "marginal_energy_per_synaptic_operation_pj", "pJ",
      false},
     {"energy_per_sample", "energy_per_sample_pj", "pJ", false},
     {"energy_delay_product", "energy_delay_product_pj_us", "pJ us", false},
     {"latency", "latency_us", "us", true},
     {"cycles", "cycles", "", true},
     {"area", "area_um2", "um2", true},
     {"input_spikes", "input_spikes", "", false},
     {"spikes", "spikes", "", false},
     {"synaptic_operations", "synaptic_operations", "", false},
     {"accumulator_adds", "accumulator_adds", "", false},
     {"missed_deadlines", "missed_deadlines", "", false},
     {"accuracy", "accuracy", "", false},
     {"algorithmic_operations", "algorithmic_operations", "", false},
     {"operations", "operations", "", false}}};

constexpr std::array<const char*, 7> kContext{
    "name", "fidelity", "table", "clock_mhz", "samples", "timesteps_a_sample", "dataflow"};

/// One folder, its faults collected.
class Reader {
 public:
  Reader(const fs::path& folder, std::vector<std::string>& faults)
      : stats_file_(folder / "stats.json"), accesses_(folder / "accesses.csv"), faults_(faults) {
    result_.folder = folder.string();
  }

  RunResult read() {
    const fs::path& folder = result_.folder;
    if (!fs::is_directory(folder)) {
      fault(folder, fs::exists(folder) ? "is no folder: expected a result folder of engram run"
                                       : "there is no such folder");
    } else if (!fs::exists(stats_file_)) {
      fault(folder, "holds no result of engram run (no stats.json)");
    } else {
      try {
        read_stats(read_json(stats_file_));
      } catch (const ConfigFault& bad) {
        faults_.emplace_back(bad.what());
      }
    }
    return std::move(result_);
  }

 private:
  void fault(const fs::path& where, const std::string& what) {
    faults_.push_back(where.string() + ": " + what);
  }

  void read_stats(const JsonValue& stats) {
    const JsonValue* version = stats.at("/schema_version");
    if (version == nullptr || version->integer != kStatsSchemaVersion) {
      fault(stats_file_, "/schema_version: expected " + std::to_string(kStatsSchemaVersion) +
                             ", found " + (version == nullptr ? "none" : version->text));
      return;
    }
    const JsonValue* chip = stats.at("/context/chip");
    result_.kind = chip == nullptr ? "chip" : chip->text;
    for (const char* key : kContext) {
      const JsonValue* value = stats.at(std::string("/context/") + key);
      if (value != nullptr) result_.context.emplace_back(key, value->text);
    }
    for (const Headline& headline : kHeadlines) {
      number(stats, std::string("/summary/") + headline.key, headline.id, headline.unit,
             headline.everywhere);
    }
    members(stats, chip == nullptr ? "/summary/energy_by_part_pj" : "/levels", "part.");
    try {
      for (const auto& [memory, picojoules] : memory_energy(accesses_)) {
        result_.figures.push_back({"memory." + memory, "pJ", picojoules});
      }
    } catch (const InputFault& bad) {
      faults_.emplace_back(bad.what());
    }
    chip == nullptr ? chip_layers(stats) : spatial_layers(stats);
  }

  void number(const JsonValue& stats, const std::string& pointer, const std::string& id,
              const std::string& unit, bool needed) {
    const JsonValue* value = stats.at(pointer);
    if (value != nullptr && value->is_number()) {
      result_.figures.push_back({id, unit, value->number});
    } else if (needed) {
      fault(stats_file_,
            pointer + ": expected a number" + (unit.empty() ? "" : " in " + unit) +
                (value == nullptr ? ", which is not there" : ", found " + what_it_is(*value)));
    }
  }

  void members(const JsonValue& stats, const std::string& pointer, const std::string& prefix) {
    const JsonValue* object = stats.at(pointer);
    if (object == nullptr) {
      fault(stats_file_, pointer + ": is not there");
      return;
    }
    for (const auto& [name, value] : object->members) {
      if (value.is_number()) result_.figures.push_back({prefix + name, "pJ", value.number});
    }
  }

  void chip_layers(const JsonValue& stats) {
    const JsonValue* layers = stats.at("/statistics/layers");
    if (layers == nullptr) return;
    for (const auto& [name, layer] : layers->members) {
      const JsonValue* energy = name == "shared" ? &layer : layer.find("energy");
      const JsonValue* value = energy == nullptr ? nullptr : energy->find("value");
      const JsonValue* unit = energy == nullptr ? nullptr : energy->find("unit");
      if (value == nullptr || unit == nullptr || !value->is_number() || unit->text != "pJ") {
        fault(stats_file_, child_pointer("/statistics/layers", name) +
                               ": expected an energy in pJ" +
                               (unit == nullptr ? "" : ", found the unit '" + unit->text + "'"));
        continue;
      }
      result_.figures.push_back({"layer." + name, "pJ", value->number});
    }
  }

  void spatial_layers(const JsonValue& stats) {
    const JsonValue* layers = stats.at("/layers");
    if (layers == nullptr) return;
    for (std::size_t at = 0; at < layers->items.size(); ++at) {
      const JsonValue* name = layers->items[at].find("name");
      if (name == nullptr) continue;
      number(stats, "/layers/" + std::to_string(at) + "/energy_pj", "layer." + name->text, "pJ",
             true);
    }
  }

  fs::path stats_file_, accesses_;
  std::vector<std::string>& faults_;
  RunResult result_;
};

}  // namespace

const ResultFigure* RunResult::find(const std::string& id) const {
  for (const ResultFigure& figure : figures) {
    if (figure.id == id) return &figure;
  }
  return nullptr;
}

std::vector<RunResult> read_results(const std::vector<fs::path>& folders) {
  std::vector<RunResult> results;
  std::vector<std::string> faults;
  for (const fs::path& folder : folders) {
    results.push_back(Reader(folder, faults).read());
    const RunResult& base = results.front();
    const RunResult& result = results.back();
    if (!result.kind.empty() && !base.kind.empty() && result.kind != base.kind) {
      faults.push_back(result.folder + ": is a run on a " + result.kind + ", " + base.folder +
                       " one on a " + base.kind);
    }
  }
  if (faults.empty()) return results;
  std::string text;
  for (const std::string& fault : faults) text += (text.empty() ? "" : "\n") + fault;
  throw InputFault(text);
}

}  // namespace engram::sim
