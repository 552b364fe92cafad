#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "energy/ledger.hpp"
#include "hw/chip/stepped_chip.hpp"
#include "sim/config/config.hpp"
#include "sim/run/prepare.hpp"

namespace engram::sim {

/// A call that makes no sense: a number out of range, a call at a wrong time.
class Misuse : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What stands behind one handle of the C interface (engram/dpi.h, which says what each call does):
/// a prepared config and a chip that is stepped. Indices are checked; what is wrong throws Misuse.
class Session {
 public:
  /// Throws InputFault or ConfigFault with all faults.
  Session(const std::string& config, const std::vector<std::string>& sets);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  std::uint32_t timesteps() const { return config_.input.timesteps; }
  std::size_t samples() const { return prepared_.samples.size(); }
  std::span<const hw::PopulationSpec> populations() const { return chip_->spec().populations; }
  const hw::PopulationSpec& population(std::uint32_t index) const;
  std::uint32_t find_population(const std::string& name) const;
  std::span<const hw::CoreSpec> cores() const { return chip_->spec().cores; }
  const hw::CoreSpec& core(std::uint32_t index) const;
  const MemoryImage& image(std::uint32_t core, std::uint32_t image) const;
  const std::string& projection(std::uint32_t core, std::uint32_t image) const;
  const Region& region(std::uint32_t core, std::uint32_t image, std::uint32_t region) const;

  void begin();
  void begin_sample(std::uint32_t sample);
  void feed(std::uint32_t population, std::uint32_t neuron, std::uint32_t count);
  void step();
  std::uint32_t timestep() const { return chip_->timestep(); }

  std::span<const hw::OutputSpike> spikes() const { return chip_->spikes(); }
  const hw::OutputSpike& spike(std::uint32_t index) const;
  void record_reads(bool wanted) { chip_->record_reads(wanted); }
  std::span<const hw::WordRead> reads() const { return chip_->reads(); }
  const hw::WordRead& read(std::uint64_t index) const;
  double membrane(std::uint32_t population, std::uint32_t neuron) const;

  double figure(const std::string& name);
  const energy::Ledger& ledger();
  const energy::LedgerLine& line(std::uint32_t index);

 private:
  void restart(const hw::RunOptions& options);
  std::vector<hw::SampleInput> events_of_timestep();

  Config config_;
  Prepared prepared_;
  std::unique_ptr<hw::SteppedChip> chip_;
  std::vector<std::vector<hw::InputEvent>> fed_;  ///< by population: of the next timestep
  std::vector<hw::SampleInput> sample_;           ///< of the config's sample
  std::vector<std::size_t> next_;         ///< by entry of sample_: first event still to come
  bool broken_ = false;                   ///< a step threw
  Count input_spikes_ = 0, spikes_ = 0;   ///< since the sample began
  std::optional<energy::Ledger> ledger_;  ///< of what was done so far; absent: not priced
};

}  // namespace engram::sim
