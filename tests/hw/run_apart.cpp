#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include "hw/chip/stepped_chip.hpp"
#include "memory/controller.hpp"
#include "tests/hw/hand_made.hpp"

namespace engram::hw::testing {
namespace {

/// Lines "key<tab>value".
class Writer {
 public:
  template <class Value>
  void put(const std::string& key, const Value& value) {
    text_ << key << '\t' << value << '\n';
  }
  template <class List>
  void list(const std::string& key, const List& values) {
    text_ << key << '\t';
    for (const auto& value : values) text_ << value << ' ';
    text_ << '\n';
  }
  std::string text() const { return text_.str(); }

 private:
  std::ostringstream text_;
};

void write_activity(const Activity& activity, Writer& out) {
  for (const MemoryActivity& memory : activity.memories) {
    const std::string key = memory.block + "/" + memory.name;
    out.put(key + "/words", memory.shape.words);
    out.put(key + "/word_bits", memory.shape.word_bits);
    out.put(key + "/banks", memory.shape.banks);
    out.put(key + "/ports", memory.shape.ports);
    out.put(key + "/registers", memory.shape.registers);
    for (const MemoryAccesses& access : memory.accesses) {
      out.put(key + "/" + access.region + "/reads", access.reads);
      out.put(key + "/" + access.region + "/writes", access.writes);
    }
  }
  for (const LogicActivity& logic : activity.logic) {
    const std::string key = logic.block + "/" + logic.unit + "/" + logic.operation;
    out.put(key + "/variant", logic.variant + "@" + std::to_string(logic.bits));
    out.put(key + "/instances", logic.instances);
    out.put(key + "/count", logic.count);
  }
  for (const ClockActivity& clock : activity.clocks) {
    const std::string key = clock.block + "/" + clock.unit + "/clock";
    out.put(key + "/flip_flops", clock.flip_flops);
    out.put(key + "/cycles", clock.cycles);
  }
  out.put("cycles_on", activity.cycles_on);
}

void write_result(const SampleResult& result, Writer& out) {
  std::ostringstream spikes;
  for (const OutputSpike& spike : result.spikes) {
    spikes << spike.population << ':' << spike.neuron << '@' << spike.timestep << 'x' << spike.count
           << ' ';
  }
  out.put("spikes", spikes.str());
  for (std::size_t id = 0; id < result.neuron_spikes.size(); ++id) {
    out.list("neuron_spikes/" + std::to_string(id), result.neuron_spikes[id]);
  }
  out.list("synaptic_operations", result.synaptic_operations);
  out.list("accumulator_adds", result.accumulator_adds);
  out.list("rows", result.rows);
  std::ostringstream cycles;
  for (const TimestepRecord& record : result.timesteps) cycles << record.cycles << ' ';
  out.put("timestep_cycles", cycles.str());
  out.put("cycles", result.cycles);
  out.put("missed_deadlines", result.missed_deadlines);
  for (const auto& trace : result.traces) out.list("trace", trace);
  write_activity(result.activity, out);
}

/// Copies of a shared kernel must agree, so every place is written once or by equals.
template <class Machine>
void write_weights(const ChipSpec& spec, const Machine& chip, Writer& out) {
  std::map<std::string, std::map<std::pair<std::uint32_t, std::uint32_t>, int>> weights;
  for (std::uint32_t core = 0; core < spec.cores.size(); ++core) {
    for (std::uint32_t index = 0; index < spec.cores[core].images.size(); ++index) {
      const ImageSpec& held = spec.cores[core].images[index];
      const std::uint32_t first = spec.cores[core].slices[held.slice].first;
      const SynapseMatrix matrix = decode(chip.image(core, index));
      for (std::uint32_t row = 0; row < matrix.rows; ++row) {
        for (std::uint32_t target = 0; target < matrix.targets; ++target) {
          weights[held.projection][{held.inputs[row], first + target}] = 0;
        }
        for (auto k = matrix.row_begin[row]; k < matrix.row_begin[row + 1]; ++k) {
          weights[held.projection][{held.inputs[row], first + matrix.target[k]}] =
              level_from_code(matrix.format, matrix.code[k]);
        }
      }
    }
  }
  for (const auto& [projection, levels] : weights) {
    std::vector<int> list;
    for (const auto& [place, level] : levels) list.push_back(level);
    out.list("weights/" + projection, list);
  }
}

void write_learning(const SampleResult& result, Writer& out) {
  const LearningTraffic& traffic = result.learning_traffic;
  out.put("target_flits", traffic.target_flits);
  out.put("error_flits", traffic.error_flits);
  out.put("gradient_flits", traffic.gradient_flits);
  out.list("weight_updates", result.weight_updates);
}

/// A stepped chip that takes a whole sample, as Chip does.
class AtOnce {
 public:
  explicit AtOnce(const ChipSpec& spec) : chip_(spec) {}
  SampleResult run(const std::vector<SampleInput>& inputs, const RunOptions& options) {
    chip_.begin(options);
    for (std::uint32_t timestep = 0; timestep < options.timesteps; ++timestep) {
      std::vector<SampleInput> now;
      for (const SampleInput& input : inputs) {
        now.push_back({input.population, {}});
        for (const InputEvent& event : input.events) {
          if (event.timestep == timestep) now.back().events.push_back(event);
        }
      }
      chip_.step(now);
    }
    return chip_.result();
  }
  const MemoryImage& image(std::uint32_t core, std::uint32_t index) const {
    return chip_.image(core, index);
  }

 private:
  SteppedChip chip_;
};

template <class Machine>
std::string run_here(const ChipSpec& spec, const std::vector<SampleInput>& inputs,
                     std::uint32_t timesteps, const std::vector<SampleTargets>& targets,
                     int samples, unsigned threads) {
  Writer out;
  try {
    Machine chip(spec);
    RunOptions options;
    options.timesteps = timesteps;
    options.record_spikes = true;
    options.targets = targets;
    options.threads = threads;
    for (int sample = 1; sample < samples; ++sample) chip.run(inputs, options);
    const SampleResult result = chip.run(inputs, options);
    write_result(result, out);
    if (spec.learning) {
      write_learning(result, out);
      write_weights(spec, chip, out);
    }
  } catch (const std::exception& error) {
    out.put("exception", error.what());
  }
  return out.text();
}

std::string read_all(int from) {
  std::string text;
  char buffer[4096];
  for (ssize_t size; (size = read(from, buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<std::size_t>(size));
  }
  return text;
}

Report report_of(const std::string& text) {
  std::istringstream lines(text);
  Report report;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t tab = line.find('\t');
    report[line.substr(0, tab)] = line.substr(tab + 1);
  }
  return report;
}

}  // namespace

std::string say_apart(const std::function<std::string()>& work) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("no process");
  if (child == 0) {
    try {
      const std::string text = work();
      const bool sent =
          write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size());
      _exit(sent ? 0 : 1);
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());
      _exit(1);
    }
  }
  close(ends[1]);
  const std::string text = read_all(ends[0]);
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (status != 0) throw std::runtime_error("the chip's process died");
  return text;
}

Report learn_stepped(const ChipSpec& spec, const std::vector<SampleInput>& inputs,
                     std::uint32_t timesteps, const std::vector<SampleTargets>& targets,
                     int samples) {
  return report_of(run_here<AtOnce>(spec, inputs, timesteps, targets, samples, 1));
}

Report run_apart(const ChipSpec& spec, const std::vector<SampleInput>& inputs,
                 std::uint32_t timesteps, unsigned threads) {
  return learn_apart(spec, inputs, timesteps, {}, 1, threads);
}

Report learn_apart(const ChipSpec& spec, const std::vector<SampleInput>& inputs,
                   std::uint32_t timesteps, const std::vector<SampleTargets>& targets, int samples,
                   unsigned threads) {
  return report_of(say_apart([&] {
    strict_systemc();
    return run_here<Chip>(spec, inputs, timesteps, targets, samples, threads);
  }));
}

std::string spans_text(const std::vector<ActivitySpan>& spans) {
  std::string text;
  for (const ActivitySpan& span : spans) {
    const std::string block = span.block == ActivitySpan::kChip ? ""
                              : span.block == ActivitySpan::kHost
                                  ? "host "
                                  : std::to_string(span.block) + " ";
    text += block + to_string(span.work) + " " + std::to_string(span.timestep) + "." +
            std::to_string(span.level) + " " + std::to_string(span.begin) + "-" +
            std::to_string(span.end) + "\n";
  }
  return text;
}

std::vector<std::string> differences(const Report& a, const Report& b) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : a) {
    const auto other = b.find(key);
    if (other == b.end() || other->second != value) keys.push_back(key);
  }
  for (const auto& [key, value] : b) {
    if (a.find(key) == a.end()) keys.push_back(key);
  }
  return keys;
}

}  // namespace engram::hw::testing
