#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "hw/chip/chip.hpp"
#include "sim/run/prepare.hpp"

namespace engram::bench {

/// A config as a user has it, prepared, on the chip in SystemC; all rows decoded by a first run.
/// One a process (`apart`).
class ChipUnderTest {
 public:
  explicit ChipUnderTest(const std::string& config_text);
  explicit ChipUnderTest(const std::filesystem::path& config,
                         const std::vector<std::string>& sets = {});

  /// The first sample once more.
  void run();
  /// Of one run.
  std::uint64_t synaptic_operations() const;
  std::uint64_t weight_updates() const;

  const sim::Config& config() const { return config_; }
  const sim::Prepared& prepared() const { return prepared_; }
  const hw::SampleResult& result() const { return result_; }  ///< with spikes

 private:
  void start();

  sim::Config config_;
  sim::Prepared prepared_;
  std::unique_ptr<hw::Chip> chip_;
  std::vector<hw::SampleInput> inputs_;
  hw::RunOptions options_;
  hw::SampleResult result_;
};

/// Writes a config where load_config can read it. Removed at the end.
class ConfigFile {
 public:
  explicit ConfigFile(const std::string& text);
  ~ConfigFile();
  ConfigFile(const ConfigFile&) = delete;
  ConfigFile& operator=(const ConfigFile&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace engram::bench
