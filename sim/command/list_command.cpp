#include <cstdio>
#include <string>

#include "energy/activity.hpp"
#include "hw/host/host_registers.hpp"
#include "memory/encoding.hpp"
#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/config/energy_table_file.hpp"
#include "sim/config/input_config.hpp"
#include "workloads/encoders/encoder.hpp"
#include "workloads/network/dynamics.hpp"
#include "workloads/recordings/event_reader.hpp"
#include "workloads/tasks/task.hpp"

namespace engram::sim {
namespace {

struct Line {
  const char* name;
  const char* text;
};

void print(const std::vector<Line>& lines) {
  for (const Line& line : lines) std::printf("%-22s %s\n", line.name, line.text);
}

void list_encodings() {
  print({{"crossbar", "every position of the row stored; address = row x row length"},
         {"index",
          "PB-CSR: row pointers and a list of {target, weight}; sharing kernel on "
          "convolutions"},
         {"bitmap",
          "PB-BMP: row pointers, one bit a position, packed weights; sharing kernel on "
          "convolutions"},
         {"functional",
          "convolutions: the kernel alone, [c_in][k_y][k_x][c_out]; addresses are computed; "
          "functional_mode rowcol (counters), bitmap (non-zero weights behind a kernel bitmap), "
          "pure (multiplications)"},
         {"run_length",
          "row pointers and a list of {run, weight}, a filler for each gap that a run of "
          "run_bits cannot say; sharing kernel on convolutions"},
         {"auto",
          "chosen for each projection, with sharing and functional_mode: the least energy of the "
          "run, in runs of all of them"}});
}

void list_events() {
  print({{"read, write", "one word of one memory; scope: its composition of macros"},
         {"controller_row",
          "a unit event served by a synapse-memory controller; variant ENCODING.backward: a "
          "column read backward or updated"},
         {"controller_word", "a word that a controller read"},
         {"controller_weight",
          "a weight that a controller delivered, or an entry of run_length that it skipped"},
         {"controller_update", "a weight stepped and written back; variant ENCODING.backward"},
         {"controller_address", "a target address that a controller computed"},
         {"accumulate", "one addition into an accumulator"},
         {"multiply", "count times weight, with payload multiply"},
         {"neuron_update", "one step of one neuron"},
         {"neuron_decay", "one late decay of one neuron, with update touched"},
         {"weight_update", "one weight stepped and written by learning"},
         {"noc_hop", "one flit over one router and link"},
         {"clock", "one flip-flop clocked for one cycle"},
         {"leakage", "one cycle of one block's static power"}});
}

void list_formats() {
  print(
      {{"float32", "IEEE 754 binary32; sums in double, ascending (projection, presynaptic index)"},
       {"uniform",
        "2 to 16 bits, two's complement, levels +-(2^(b-1) - 1), no zero point; scale a "
        "tensor or an output channel"}});
  for (const workloads::RecordingFormat& format : workloads::recording_formats()) {
    std::string extensions;
    for (const std::string& extension : format.extensions) extensions += " " + extension;
    std::printf("%-22s recordings: %s;%s\n", format.name.c_str(), format.summary.c_str(),
                extensions.c_str());
  }
  print(
      {{"csv", "spikes: neuron,timestep[,count]"},
       {kPacketFormat, "spikes: tb_input.txt and tb_num_inputs.txt of RANC's test bench"},
       {"idx, npy",
        "images and labels: MNIST's IDX, plain or gzip, and NumPy arrays; csv: lines of numbers"},
       {"nir", "networks: Neuromorphic Intermediate Representation (HDF5)"},
       {"lava", "networks: lava-dl .net (HDF5), integers"},
       {"slayer", "networks: SLAYER's text weights, named by a small JSON file, integers"},
       {"ranc", "networks: csram_*.mem, tc_*.mem of RANC's tools, a TrueNorth-like grid of cores"},
       {"json", "networks: populations and projections, drawn from a seed or given"}});
}

void list_encoders() {
  for (const workloads::Encoder& encoder : workloads::encoders()) {
    std::printf("%-22s %s\n", encoder.name.c_str(), encoder.summary.c_str());
  }
}

void list_tasks() {
  for (const workloads::TaskKind& task : workloads::tasks()) {
    std::printf("%-22s %s\n", task.name.c_str(), task.summary.c_str());
  }
}

void list_metrics() {
  print({{"synaptic operations",
          "unit events over non-zero synapses (SOP); the same in every "
          "encoding"},
         {"energy all-in", "total energy / SOP"},
         {"energy marginal",
          "synapse reads + controller + accumulate, / SOP; never compare with "
          "all-in"},
         {"latency", "first input accepted to last barrier, at the clock, mean of the samples"},
         {"area", "memories (macros) and modelled logic"},
         {"provenance", "share of the total by how its figures were obtained"}});
}

void list_neurons() {
  print({{"if", "v += gain x"},
         {"lif", "v = decay v + gain x + offset"},
         {"cuba_lif", "i = current_decay i + current_gain x; v = decay v + gain i + offset"},
         {"li", "as lif, no spikes: a readout"},
         {"cuba_li", "as cuba_lif, no spikes: a readout"}});
}

void list_tables() {
  for (const std::string& name : shipped_tables()) {
    const energy::Table table = load_table(name);
    std::printf("%-22s %g nm, %g V, %s\n", name.c_str(), table.node_nm, table.voltage_v,
                table.corner.c_str());
  }
}

void list_preset(const workloads::DynamicsPreset& preset) {
  std::printf("%s: %s\n", preset.name.c_str(), preset.summary.c_str());
  for (const std::string& choice : preset.choices) std::printf("  %s\n", choice.c_str());
}

void list_dynamics() {
  for (const workloads::DynamicsPreset& preset : workloads::dynamics_presets()) list_preset(preset);
  list_preset(workloads::engram_dynamics());
}

void list_registers() {
  std::printf("The host port (TLM-2.0): 32-bit registers, core images from 0x%llx on\n",
              static_cast<unsigned long long>(hw::kHostMemory));
  for (const hw::HostRegisterLine& line : hw::host_registers()) {
    std::printf("0x%03x  %-2s  %-21s  %s\n", line.address(), to_string(line.access), line.name,
                line.text);
  }
}

struct Topic {
  const char* name;
  void (*print)();
};

constexpr Topic kTopics[] = {{"encodings", list_encodings}, {"events", list_events},
                             {"tables", list_tables},       {"formats", list_formats},
                             {"encoders", list_encoders},   {"tasks", list_tasks},
                             {"metrics", list_metrics},     {"dynamics", list_dynamics},
                             {"neurons", list_neurons},     {"registers", list_registers}};

}  // namespace

const std::vector<std::string>& list_topics() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Topic& topic : kTopics) all.emplace_back(topic.name);
    return all;
  }();
  return names;
}

int list_command(const std::string& what) {
  for (const Topic& topic : kTopics) {
    if (what == topic.name) topic.print();
  }
  return kOk;
}

}  // namespace engram::sim
