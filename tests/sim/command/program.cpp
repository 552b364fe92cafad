#include "tests/sim/command/program.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace engram::sim {

namespace fs = std::filesystem;

Scratch::Scratch() {
  std::string name = (fs::temp_directory_path() / "engram_test_XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) std::abort();
  path_ = name;
}

Scratch::~Scratch() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path Scratch::write(const std::string& name, const std::string& text) const {
  std::ofstream(path_ / name, std::ios::binary) << text;
  return path_ / name;
}

std::size_t Scratch::entries() const {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : fs::recursive_directory_iterator(path_)) ++count;
  return count;
}

std::string columns_without_time(const std::string& csv, int columns) {
  std::string text;
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    const auto has = [&](const char* kind) { return line.find(kind) != std::string::npos; };
    if (has(",leakage,") || has(",clock,")) continue;
    std::size_t end = 0;
    for (int column = 0; column < columns; ++column) end = line.find(',', end) + 1;
    text += line.substr(0, end) + "\n";
  }
  return text;
}

std::string read_file(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

ProgramResult engram(const std::string& arguments, const fs::path& folder) {
  return run_program(ENGRAM_PROGRAM, arguments, folder);
}

ProgramResult run_program(const std::string& program, const std::string& arguments,
                          const fs::path& folder) {
  const Scratch captured;
  const fs::path out = captured.path() / "out";
  const fs::path err = captured.path() / "err";
  const std::string command = "cd '" + folder.string() + "' && '" + program + "' " + arguments +
                              " > '" + out.string() + "' 2> '" + err.string() + "'";
  const int status = std::system(command.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_file(out), read_file(err)};
}

std::map<std::string, std::string> files_of(const std::filesystem::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    files[entry.path().filename().string()] = read_file(entry.path());
  }
  return files;
}

std::string value_of(const std::string& json, const std::string& key) {
  const std::size_t at = json.find("\"" + key + "\": ");
  if (at == std::string::npos) return "";
  const std::size_t begin = at + key.size() + 4;
  return json.substr(begin, json.find_first_of(",\n", begin) - begin);
}

std::string small_config() {
  return R"({
  "name": "small",
  "workload": {
    "network": {
      "populations": [
        { "name": "in", "shape": [6], "neuron": { "model": "input" } },
        { "name": "mid", "shape": [8], "neuron": { "model": "if", "threshold": 0.5, "reset": "subtract" } },
        { "name": "out", "shape": [5], "output": true, "neuron": { "model": "if", "threshold": 0.7 } }
      ],
      "projections": [
        { "name": "a", "source": "in", "target": "mid", "type": "dense",
          "weights": { "distribution": "uniform", "low": -0.4, "high": 0.9, "density": 0.7 } },
        { "name": "b", "source": "mid", "target": "out", "type": "dense",
          "weights": { "distribution": "uniform", "low": -0.4, "high": 0.9 } }
      ]
    },
    "input": { "poisson": { "rate_hz": 400 }, "timesteps": 20 }
  },
  "compression": { "quantize": { "bits": 6 } },
  "chip": { "mesh": [4, 4], "core": { "neurons": 5, "lanes": 2,
            "synapse_memory": { "encoding": "index", "word_bits": 16 } } },
  "results": { "spikes": true }
}
)";
}

}  // namespace engram::sim
