#include "tests/benchmark/chip_under_test.hpp"

#include <unistd.h>

#include <fstream>
#include <numeric>

#include "sim/config/load.hpp"
#include "sim/run/chip_inputs.hpp"

namespace engram::bench {

ConfigFile::ConfigFile(const std::string& text)
    : path_(std::filesystem::temp_directory_path() /
            ("engram_bench_" + std::to_string(getpid()) + ".json")) {
  std::ofstream(path_) << text;
}

ConfigFile::~ConfigFile() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

ChipUnderTest::ChipUnderTest(const std::string& config_text) {
  const ConfigFile file(config_text);
  config_ = sim::load_config(file.path(), {}).config;
  start();
}

ChipUnderTest::ChipUnderTest(const std::filesystem::path& config,
                             const std::vector<std::string>& sets)
    : config_(sim::load_config(config, sets).config) {
  start();
}

void ChipUnderTest::start() {
  prepared_ = sim::prepare(config_);
  chip_ = std::make_unique<hw::Chip>(prepared_.chip);
  inputs_ = sim::chip_inputs(prepared_, 0);
  options_.timesteps = config_.input.timesteps;
  options_.targets = sim::chip_targets(prepared_, 0);
  options_.record_spikes = true;
  result_ = chip_->run(inputs_, options_);
  options_.record_spikes = false;
}

void ChipUnderTest::run() {
  chip_->run(inputs_, options_);
}

std::uint64_t ChipUnderTest::synaptic_operations() const {
  return std::accumulate(result_.synaptic_operations.begin(), result_.synaptic_operations.end(),
                         std::uint64_t{0});
}

std::uint64_t ChipUnderTest::weight_updates() const {
  return std::accumulate(result_.weight_updates.begin(), result_.weight_updates.end(),
                         std::uint64_t{0});
}

}  // namespace engram::bench
