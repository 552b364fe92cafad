#include "tests/differential/sample_text.hpp"

#include <sstream>

namespace engram::differential {
namespace {

template <class List>
void list(std::ostream& out, const char* name, const List& values) {
  out << name;
  for (const auto& value : values) out << ' ' << value;
  out << '\n';
}

void activity_text(std::ostream& out, const Activity& activity) {
  for (const MemoryActivity& memory : activity.memories) {
    out << memory.block << ' ' << memory.name << ' ' << memory.shape.words << ' '
        << memory.shape.word_bits << ' ' << memory.shape.banks << ' ' << memory.shape.ports << ' '
        << memory.shape.registers << '\n';
    for (const MemoryAccesses& access : memory.accesses) {
      out << "  " << access.region << ' ' << to_string(access.part) << ' ' << access.reads << ' '
          << access.writes << '\n';
    }
  }
  for (const LogicActivity& logic : activity.logic) {
    out << logic.block << ' ' << logic.unit << ' ' << to_string(logic.part) << ' '
        << logic.operation << ' ' << logic.variant << ' ' << logic.bits << ' ' << logic.instances
        << ' ' << logic.count << '\n';
  }
  for (const ClockActivity& clock : activity.clocks) {
    out << clock.block << ' ' << clock.unit << ' ' << clock.flip_flops << ' ' << clock.cycles
        << '\n';
  }
  out << "on " << activity.cycles_on << ' ' << activity.clock_period_ps << '\n';
}

}  // namespace

std::string sample_text(const hw::SampleResult& result) {
  std::ostringstream out;
  out << std::hexfloat;
  for (const hw::TimestepRecord& record : result.timesteps) {
    out << "timestep " << record.timestep << ' ' << record.input_spikes << ' ' << record.spikes
        << ' ' << record.synaptic_operations << ' ' << record.cycles << '\n';
  }
  for (const hw::OutputSpike& spike : result.spikes) {
    out << "spike " << spike.population << ' ' << spike.neuron << ' ' << spike.timestep << ' '
        << spike.count << '\n';
  }
  for (const auto& neurons : result.neuron_spikes) list(out, "neuron spikes", neurons);
  for (const auto& neurons : result.readout_max) list(out, "readouts", neurons);
  list(out, "operations", result.synaptic_operations);
  list(out, "additions", result.accumulator_adds);
  list(out, "rows", result.rows);
  for (const auto& words : result.words) list(out, "words", words);
  list(out, "weight updates", result.weight_updates);
  out << "cycles " << result.cycles << ", missed " << result.missed_deadlines << '\n';
  activity_text(out, result.activity);
  return out.str();
}

}  // namespace engram::differential
