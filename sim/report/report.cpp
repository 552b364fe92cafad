#include "sim/report/report.hpp"

#include "sim/report/page.hpp"
#include "sim/report/run_data.hpp"
#include "sim/report/sweep_data.hpp"
#include "sim/run/prepare.hpp"
#include "sim/version.hpp"

namespace engram::sim {
namespace {

namespace fs = std::filesystem;
using Faults = std::vector<std::string>;

void throw_if_any(const Faults& faults) {
  if (faults.empty()) return;
  std::string text;
  for (const std::string& fault : faults) text += (text.empty() ? "" : "\n") + fault;
  throw InputFault(text);
}

bool holds_shards(const fs::path& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("shard-") && name.ends_with(".db")) return true;
  }
  return false;
}

/// Sorts `results` into runs and databases of sweeps.
void sort_out(const std::vector<fs::path>& results, std::vector<fs::path>& runs,
              std::vector<fs::path>& sweeps, Faults& faults) {
  for (const fs::path& result : results) {
    const std::string name = result.string();
    if (fs::is_regular_file(result)) {
      sweeps.push_back(result);
    } else if (!fs::is_directory(result)) {
      faults.push_back(name + ": no such file or folder");
    } else if (fs::is_regular_file(result / "sweep.db")) {
      sweeps.push_back(result / "sweep.db");
    } else if (fs::is_regular_file(result / "stats.json")) {
      runs.push_back(result);
    } else if (holds_shards(result)) {
      faults.push_back(name + ": holds shards of a sweep: join them with engram merge first");
    } else {
      faults.push_back(name + (fs::exists(result / "manifest.json")
                                   ? ": is a result, but of no run and no sweep"
                                   : ": holds no result of engram run or engram sweep"));
    }
  }
  if (sweeps.size() > 1) faults.push_back("a report shows one sweep; these are several");
  if (!sweeps.empty() && !runs.empty()) {
    faults.push_back("a report shows runs or a sweep; these are both");
  }
}

std::string name_of(const RunData& run) {
  const JsonValue* name = run.stats.at("/context/name");
  return name == nullptr ? run.folder.string() : name->text;
}

std::string sweep_page(const fs::path& file) {
  Faults faults;
  const SweepData sweep = read_sweep(file, faults);
  throw_if_any(faults);
  JsonWriter json(JsonWriter::Layout::compact);
  json.open_object().key("kind").value("sweep").key("program").value(kVersion).key("sweep");
  write_sweep(sweep, json);
  json.close();
  return page(sweep.head.name + ": sweep", json.text());
}

std::string run_page(const std::vector<fs::path>& folders) {
  Faults faults;
  std::vector<RunData> runs;
  const bool one = folders.size() == 1;
  for (const fs::path& folder : folders) runs.push_back(read_run(folder, one, faults));
  throw_if_any(faults);
  JsonWriter json(JsonWriter::Layout::compact);
  json.open_object().key("kind").value(one ? "run" : "comparison");
  json.key("program").value(kVersion).key("runs").open_array();
  std::string title;
  for (const RunData& run : runs) {
    write_run(run, json);
    title += (title.empty() ? "" : " against ") + name_of(run);
  }
  json.close().close();
  return page(title, json.text());
}

}  // namespace

std::string report(const std::vector<fs::path>& results) {
  std::vector<fs::path> runs, sweeps;
  Faults faults;
  sort_out(results, runs, sweeps, faults);
  if (!faults.empty()) {
    // What is there is read all the same, for its own faults.
    for (const fs::path& run : runs) read_run(run, true, faults);
    for (const fs::path& sweep : sweeps) read_sweep(sweep, faults);
    throw_if_any(faults);
  }
  return sweeps.empty() ? run_page(runs) : sweep_page(sweeps.front());
}

}  // namespace engram::sim
