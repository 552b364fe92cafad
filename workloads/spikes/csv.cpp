#include "workloads/files/text_lines.hpp"
#include "workloads/spikes/recording.hpp"
#include "workloads/spikes/spike_columns.hpp"

namespace engram::workloads {
namespace {

void read_rows(TextLines& lines, SpikeTrain& train, LineFaults& faults) {
  std::string_view line;
  if (!lines.next(line, faults)) {
    if (faults.any()) return;
    faults.add(1, "the file is empty (expected a header with neuron,timestep)");
    return;
  }
  const SpikeColumns columns = read_spike_header(line, lines.number(), false, faults);
  if (!columns.neuron || !columns.timestep) return;
  while (lines.next(line, faults)) {
    if (line.empty()) continue;
    const auto fields = read_spike_fields(line, columns, lines.number(), faults);
    if (!fields) continue;
    const auto event = read_spike_event(*fields, columns, lines.number(), train.neurons, faults);
    if (!event) continue;
    if (event->timestep >= train.timesteps) {
      train.events_dropped += event->count;
    } else {
      train.events_used += event->count;
      train.events.push_back(*event);
    }
  }
}

}  // namespace

SpikeTrain read_spike_csv(const std::filesystem::path& file, std::uint32_t neurons,
                          std::uint32_t timesteps) {
  TextLines lines(file);
  SpikeTrain train;
  train.name = file.stem().string();
  train.neurons = neurons;
  train.timesteps = timesteps;
  LineFaults faults(file);
  read_rows(lines, train, faults);
  faults.raise();
  try {
    normalise(train);
  } catch (const std::overflow_error& fault) {
    throw FileFault(file.string() + ": " + fault.what());
  }
  return train;
}

}  // namespace engram::workloads
