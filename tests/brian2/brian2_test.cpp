#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/brian2/dyadic_network.hpp"
#include "workloads/nir/export.hpp"
#include "workloads/reference/reference.hpp"

/// Networks exported by Engram, read from the NIR file by a script that shares nothing with it and
/// simulated by Brian2: the same spikes.
namespace engram::brian2 {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t networks = 10;
constexpr const char* python = "/usr/bin/python3";  // Debian's, which has python3-brian

class Folder {
 public:
  Folder() : path_(testing::TempDir() + "engram_brian2_" + std::to_string(::getpid())) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  fs::path file(std::uint64_t seed, const char* ending) const {
    return path_ / (std::to_string(seed) + ending);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void write_input(const DyadicCase& random, const fs::path& file) {
  std::ofstream out(file);
  out << "node,neuron,timestep\n";
  const auto inputs = random.network.inputs();
  for (std::size_t input = 0; input < inputs.size(); ++input) {
    for (const auto& event : random.inputs[input].events) {
      out << random.network.graph[inputs[input]].name << ',' << event.neuron << ','
          << event.timestep << '\n';
    }
  }
}

/// "layer2,7,3": sorted lines, as the script writes them.
std::vector<std::string> reference_spikes(const DyadicCase& random) {
  std::vector<std::string> lines;
  for (const auto& spike : simulate_reference(random.network, random.inputs, timesteps).spikes) {
    std::ostringstream line;
    line << random.network.graph[spike.population].name << ',' << spike.timestep << ','
         << spike.neuron;
    lines.insert(lines.end(), spike.count, line.str());
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::vector<std::string> read_lines(const fs::path& file) {
  std::ifstream stream(file);
  std::vector<std::string> lines;
  std::string line;
  std::getline(stream, line);  // header
  while (std::getline(stream, line)) lines.push_back(line);
  std::sort(lines.begin(), lines.end());
  return lines;
}

TEST(Brian2, TenExportedNetworksSpikeAlike) {
  const std::string probe = std::string(python) + " -c 'import brian2, h5py' > /dev/null 2>&1";
  if (std::system(probe.c_str()) != 0) {
    GTEST_SKIP() << python << " has no brian2 and h5py (packages python3-brian, python3-h5py)";
  }
  const Folder folder;
  for (std::uint64_t seed = 0; seed < networks; ++seed) {
    const DyadicCase random = dyadic_case(seed);
    workloads::export_nir(random.network, {timestep}, folder.file(seed, ".nir"));
    write_input(random, folder.file(seed, ".input.csv"));
  }
  std::ostringstream command;
  command.precision(17);
  command << python << " -W ignore " << ENGRAM_SOURCE_DIR << "/tests/brian2/simulate_nir.py "
          << folder.path() << ' ' << timestep << ' ' << timesteps;
  ASSERT_EQ(std::system(command.str().c_str()), 0) << command.str();
  for (std::uint64_t seed = 0; seed < networks; ++seed) {
    const std::vector<std::string> expected = reference_spikes(dyadic_case(seed));
    EXPECT_GT(expected.size(), 20U) << "network " << seed << " hardly spikes";
    EXPECT_EQ(read_lines(folder.file(seed, ".spikes.csv")), expected) << "network " << seed;
  }
}

}  // namespace
}  // namespace engram::brian2
