#include <algorithm>
#include <cstdio>
#include <sstream>
#include <string>

#include "energy/activity.hpp"
#include "hw/host/host_registers.hpp"
#include "memory/encoding.hpp"
#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/command/print_records.hpp"
#include "sim/config/energy_table_file.hpp"
#include "sim/config/input_config.hpp"
#include "sim/study/line.hpp"
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

/// A table of names and what they are: `key` and "description".
RecordTable described(const char* key, const std::vector<Line>& lines) {
  RecordTable table{"", {key, "description"}, {}};
  for (const Line& line : lines) {
    table.rows.push_back({std::string(line.name), std::string(line.text)});
  }
  return table;
}

template <class Entries>
RecordTable summarised(const char* key, const Entries& entries) {
  RecordTable table{"", {key, "description"}, {}};
  for (const auto& entry : entries) table.rows.push_back({entry.name, entry.summary});
  return table;
}

RecordTable encodings() {
  return described(
      "encoding",
      {{"crossbar", "every position of the row stored; address = row x row length"},
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

RecordTable events() {
  return described(
      "event",
      {{"read, write", "one word of one memory; scope: its composition of macros"},
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

RecordTable formats() {
  RecordTable table = described(
      "format",
      {{"float32", "IEEE 754 binary32; sums in double, ascending (projection, presynaptic index)"},
       {"uniform",
        "2 to 16 bits, two's complement, levels +-(2^(b-1) - 1), no zero point; scale a "
        "tensor or an output channel"}});
  for (const workloads::RecordingFormat& format : workloads::recording_formats()) {
    std::string text = "recordings: " + format.summary + ";";
    for (const std::string& extension : format.extensions) text += " " + extension;
    table.rows.push_back({format.name, text});
  }
  const RecordTable others = described(
      "format",
      {{"csv", "spikes: neuron,timestep[,count]"},
       {kPacketFormat, "spikes: tb_input.txt and tb_num_inputs.txt of RANC's test bench"},
       {"idx, npy",
        "images and labels: MNIST's IDX, plain or gzip, and NumPy arrays; csv: lines of numbers"},
       {"nir", "networks: Neuromorphic Intermediate Representation (HDF5)"},
       {"lava", "networks: lava-dl .net (HDF5), integers"},
       {"slayer", "networks: SLAYER's text weights, named by a small JSON file, integers"},
       {"ranc", "networks: csram_*.mem, tc_*.mem of RANC's tools, a TrueNorth-like grid of cores"},
       {"json", "networks: populations and projections, drawn from a seed or given"}});
  table.rows.insert(table.rows.end(), others.rows.begin(), others.rows.end());
  return table;
}

RecordTable encoders() {
  return summarised("encoder", workloads::encoders());
}

RecordTable tasks() {
  return summarised("task", workloads::tasks());
}

RecordTable metrics() {
  return described(
      "metric",
      {{"synaptic operations",
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

RecordTable neurons() {
  return described(
      "neuron",
      {{"if", "v += gain x"},
       {"lif", "v = decay v + gain x + offset"},
       {"cuba_lif", "i = current_decay i + current_gain x; v = decay v + gain i + offset"},
       {"li", "as lif, no spikes: a readout"},
       {"cuba_li", "as cuba_lif, no spikes: a readout"}});
}

RecordTable tables() {
  RecordTable table{"", {"table", "node_nm", "voltage_v", "corner"}, {}};
  for (const std::string& name : shipped_tables()) {
    const energy::Table read = load_table(name);
    table.rows.push_back({name, read.node_nm, read.voltage_v, read.corner});
  }
  return table;
}

std::string tables_screen(const RecordTable& table) {
  std::string text;
  for (const auto& row : table.rows) {
    text += line("%-22s %g nm, %g V, %s\n", std::get<std::string>(row[0]).c_str(),
                 std::get<double>(row[1]), std::get<double>(row[2]),
                 std::get<std::string>(row[3]).c_str());
  }
  return text;
}

RecordTable dynamics() {
  RecordTable table{"", {"preset", "description", "choices"}, {}};
  std::vector<workloads::DynamicsPreset> presets = workloads::dynamics_presets();
  presets.push_back(workloads::engram_dynamics());
  for (const workloads::DynamicsPreset& preset : presets) {
    std::string choices;
    for (const std::string& choice : preset.choices)
      choices += (choices.empty() ? "" : "\n") + choice;
    table.rows.push_back({preset.name, preset.summary, choices});
  }
  return table;
}

std::string dynamics_screen(const RecordTable& table) {
  std::string text;
  for (const auto& row : table.rows) {
    text += std::get<std::string>(row[0]) + ": " + std::get<std::string>(row[1]) + '\n';
    std::istringstream choices(std::get<std::string>(row[2]));
    for (std::string choice; std::getline(choices, choice);) text += "  " + choice + '\n';
  }
  return text;
}

RecordTable registers() {
  RecordTable table{"", {"address", "access", "register", "description"}, {}};
  for (const hw::HostRegisterLine& one : hw::host_registers()) {
    table.rows.push_back({line("0x%03x", one.address()), std::string(to_string(one.access)),
                          std::string(one.name), std::string(one.text)});
  }
  return table;
}

std::string registers_screen(const RecordTable& table) {
  std::string text = line("The host port (TLM-2.0): 32-bit registers, core images from 0x%llx on\n",
                          static_cast<unsigned long long>(hw::kHostMemory));
  for (const auto& row : table.rows) {
    const auto padded = [&](std::size_t column, std::size_t width) {
      std::string cell = std::get<std::string>(row[column]);
      cell.resize(std::max(cell.size(), width), ' ');
      return cell + "  ";
    };
    text += padded(0, 5) + padded(1, 2) + padded(2, 21) + std::get<std::string>(row[3]) + '\n';
  }
  return text;
}

/// Names and descriptions.
std::string plain_screen(const RecordTable& table) {
  std::string text;
  for (const auto& row : table.rows) {
    std::string name = std::get<std::string>(row[0]);
    name.resize(std::max<std::size_t>(name.size(), 22), ' ');
    text += name + ' ' + std::get<std::string>(row[1]) + '\n';
  }
  return text;
}

struct Topic {
  const char* name;
  RecordTable (*table)();
  std::string (*screen)(const RecordTable&);
};

constexpr Topic kTopics[] = {
    {"encodings", encodings, plain_screen}, {"events", events, plain_screen},
    {"tables", tables, tables_screen},      {"formats", formats, plain_screen},
    {"encoders", encoders, plain_screen},   {"tasks", tasks, plain_screen},
    {"metrics", metrics, plain_screen},     {"dynamics", dynamics, dynamics_screen},
    {"neurons", neurons, plain_screen},     {"registers", registers, registers_screen}};

}  // namespace

const std::vector<std::string>& list_topics() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const Topic& topic : kTopics) all.emplace_back(topic.name);
    return all;
  }();
  return names;
}

int list_command(const std::string& what, const std::string& format) {
  for (const Topic& topic : kTopics) {
    if (what != topic.name) continue;
    RecordTable table = topic.table();
    table.name = topic.name;
    const auto records = [&] { return std::vector<RecordTable>{table}; };
    if (!print_records(format, records)) std::fputs(topic.screen(table).c_str(), stdout);
  }
  return kOk;
}

}  // namespace engram::sim
