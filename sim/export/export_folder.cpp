#include "sim/export/export_folder.hpp"

#include <utility>

#include "sim/export/chip_json.hpp"
#include "sim/export/event_files.hpp"
#include "sim/export/image_files.hpp"
#include "sim/run/chip_inputs.hpp"

namespace engram::sim {

std::map<std::string, std::string> export_files(Config config, Prepared prepared,
                                                TraceWindow window, const Progress& progress) {
  prepared.samples = {std::move(prepared.samples[window.sample])};
  config.write_spikes = true;
  hw::RowTrace rows;
  window.sample = 0;
  window.rows = &rows;
  const Outcome outcome = simulate(config, prepared, progress, window);
  std::map<std::string, std::string> files = image_files(prepared.chip);
  files.merge(row_files(prepared.chip, rows.rows()));
  files["chip.json"] = chip_json(prepared.chip);
  files["input_events.csv"] =
      input_events_csv(chip_inputs(prepared, 0));
  files["output_events.csv"] = output_events_csv(outcome.samples.front().spikes);
  return files;
}

}  // namespace engram::sim
