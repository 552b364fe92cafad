/// The C functions of engram/dpi.h: each puts a call of Session behind a fence that no exception
/// passes.
#include "sim/dpi/include/engram/dpi.h"

#include <algorithm>
#include <memory>
#include <new>
#include <sstream>

#include "sim/config/config_fault.hpp"
#include "sim/dpi/session.hpp"
#include "sim/version.hpp"
#include "workloads/network/file_fault.hpp"

struct engram_chip {
  std::unique_ptr<engram::sim::Session> session;  ///< null: the config was refused
  std::string message;
};

namespace {

using engram::sim::Session;

/// The status of the exception that is being handled, and its text, as far as memory allows.
int note_exception(engram_chip& chip) noexcept {
  const auto note = [&](const char* text, int status) {
    try {
      chip.message = text;
    } catch (...) {
      chip.message.clear();
    }
    return status;
  };
  try {
    throw;
  } catch (const engram::sim::Misuse& misuse) {
    return note(misuse.what(), ENGRAM_MISUSE);
  } catch (const engram::sim::ConfigFault& fault) {
    return note(fault.what(), ENGRAM_BAD_INPUT);
  } catch (const engram::sim::InputFault& fault) {
    return note(fault.what(), ENGRAM_BAD_INPUT);
  } catch (const engram::workloads::FileFault& fault) {
    return note(fault.what(), ENGRAM_BAD_INPUT);
  } catch (const std::exception& error) {
    return note(error.what(), ENGRAM_SIMULATION_ERROR);
  } catch (...) {
    return note("an unknown exception", ENGRAM_SIMULATION_ERROR);
  }
}

template <class Call>
int guarded(engram_chip* chip, const Call& call) noexcept {
  if (chip == nullptr || chip->session == nullptr) return ENGRAM_MISUSE;
  try {
    call(*chip->session);
    return ENGRAM_OK;
  } catch (...) {
    return note_exception(*chip);
  }
}

template <class To, class From>
void put(To* to, const From& value) {
  if (to != nullptr) *to = static_cast<To>(value);
}

void put_text(const char** to, const std::string& text) {
  if (to != nullptr) *to = text.c_str();
}

const char* given(const char* text) {
  if (text == nullptr) throw engram::sim::Misuse("a null pointer in place of a name");
  return text;
}

std::vector<std::string> lines_of(const char* text) {
  std::vector<std::string> lines;
  std::istringstream stream(text == nullptr ? "" : text);
  for (std::string line; std::getline(stream, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

}  // namespace

extern "C" {

int engram_dpi_version(void) {
  return ENGRAM_DPI_VERSION;
}

const char* engram_version(void) {
  return engram::sim::kVersion;
}

int engram_open(const char* config, const char* sets, engram_chip** chip) {
  if (chip == nullptr) return ENGRAM_MISUSE;
  *chip = new (std::nothrow) engram_chip;
  if (*chip == nullptr) return ENGRAM_SIMULATION_ERROR;
  try {
    (*chip)->session = std::make_unique<Session>(given(config), lines_of(sets));
    return ENGRAM_OK;
  } catch (...) {
    return note_exception(**chip);
  }
}

void engram_close(engram_chip* chip) {
  delete chip;
}

const char* engram_message(const engram_chip* chip) {
  return chip == nullptr ? "" : chip->message.c_str();
}

int engram_timesteps(engram_chip* chip, uint32_t* timesteps) {
  return guarded(chip, [&](const Session& session) { put(timesteps, session.timesteps()); });
}

int engram_samples(engram_chip* chip, uint32_t* samples) {
  return guarded(chip, [&](const Session& session) { put(samples, session.samples()); });
}

int engram_populations(engram_chip* chip, uint32_t* populations) {
  return guarded(chip,
                 [&](const Session& session) { put(populations, session.populations().size()); });
}

int engram_population(engram_chip* chip, uint32_t population, const char** name, uint32_t* neurons,
                      uint32_t* input, uint32_t* output) {
  return guarded(chip, [&](const Session& session) {
    const engram::hw::PopulationSpec& found = session.population(population);
    put_text(name, found.name);
    put(neurons, found.neurons);
    put(input, found.input);
    put(output, found.output);
  });
}

int engram_find_population(engram_chip* chip, const char* name, uint32_t* population) {
  return guarded(
      chip, [&](const Session& session) { put(population, session.find_population(given(name))); });
}

int engram_cores(engram_chip* chip, uint32_t* cores) {
  return guarded(chip, [&](const Session& session) { put(cores, session.cores().size()); });
}

int engram_images(engram_chip* chip, uint32_t core, uint32_t* images) {
  return guarded(chip,
                 [&](const Session& session) { put(images, session.core(core).images.size()); });
}

int engram_image(engram_chip* chip, uint32_t core, uint32_t image, const char** projection,
                 uint32_t* rows, uint32_t* regions) {
  return guarded(chip, [&](const Session& session) {
    const engram::MemoryImage& found = session.image(core, image);
    put_text(projection, session.projection(core, image));
    put(rows, found.rows);
    put(regions, found.regions.size());
  });
}

int engram_region(engram_chip* chip, uint32_t core, uint32_t image, uint32_t region,
                  const char** name, uint64_t* words, uint32_t* word_bits) {
  return guarded(chip, [&](const Session& session) {
    const engram::Region& found = session.region(core, image, region);
    put_text(name, found.name);
    put(words, found.data.words());
    put(word_bits, found.data.word_bits());
  });
}

int engram_word(engram_chip* chip, uint32_t core, uint32_t image, uint32_t region, uint64_t address,
                uint32_t* data) {
  return guarded(chip, [&](const Session& session) {
    const engram::BitArray& bits = session.region(core, image, region).data;
    if (address >= bits.words()) {
      throw engram::sim::Misuse("no word " + std::to_string(address) + ": there are " +
                                std::to_string(bits.words()));
    }
    for (unsigned part = 0; data != nullptr && part < ENGRAM_WORD_PARTS; ++part) {
      const unsigned at = 32 * part;
      const unsigned wide = at < bits.word_bits() ? std::min(32U, bits.word_bits() - at) : 0;
      data[part] =
          static_cast<uint32_t>(wide == 0 ? 0 : bits.read(address * bits.word_bits() + at, wide));
    }
  });
}

int engram_begin(engram_chip* chip) {
  return guarded(chip, [](Session& session) { session.begin(); });
}

int engram_begin_sample(engram_chip* chip, uint32_t sample) {
  return guarded(chip, [&](Session& session) { session.begin_sample(sample); });
}

int engram_feed(engram_chip* chip, uint32_t population, uint32_t neuron, uint32_t count) {
  return guarded(chip, [&](Session& session) { session.feed(population, neuron, count); });
}

int engram_step(engram_chip* chip) {
  return guarded(chip, [](Session& session) { session.step(); });
}

int engram_timestep(engram_chip* chip, uint32_t* timestep) {
  return guarded(chip, [&](const Session& session) { put(timestep, session.timestep()); });
}

int engram_spikes(engram_chip* chip, uint32_t* spikes) {
  return guarded(chip, [&](const Session& session) { put(spikes, session.spikes().size()); });
}

int engram_spike(engram_chip* chip, uint32_t index, uint32_t* population, uint32_t* neuron,
                 uint32_t* timestep, uint32_t* count) {
  return guarded(chip, [&](const Session& session) {
    const engram::hw::OutputSpike& spike = session.spike(index);
    put(population, spike.population);
    put(neuron, spike.neuron);
    put(timestep, spike.timestep);
    put(count, spike.count);
  });
}

int engram_record_reads(engram_chip* chip, int wanted) {
  return guarded(chip, [&](Session& session) { session.record_reads(wanted != 0); });
}

int engram_reads(engram_chip* chip, uint64_t* reads) {
  return guarded(chip, [&](const Session& session) { put(reads, session.reads().size()); });
}

int engram_read(engram_chip* chip, uint64_t index, uint32_t* core, uint32_t* image, uint32_t* row,
                uint32_t* region, uint64_t* address, uint32_t* data) {
  return guarded(chip, [&](const Session& session) {
    const engram::hw::WordRead& read = session.read(index);
    put(core, read.core);
    put(image, read.image);
    put(row, read.row);
    put(region, read.region);
    put(address, read.word);
    for (unsigned part = 0; data != nullptr && part < ENGRAM_WORD_PARTS; ++part) {
      data[part] = static_cast<uint32_t>(read.data[part / 2] >> (32 * (part % 2)));
    }
  });
}

int engram_membrane(engram_chip* chip, uint32_t population, uint32_t neuron, double* membrane) {
  return guarded(
      chip, [&](const Session& session) { put(membrane, session.membrane(population, neuron)); });
}

int engram_figure(engram_chip* chip, const char* name, double* value) {
  return guarded(chip, [&](Session& session) { put(value, session.figure(given(name))); });
}

int engram_lines(engram_chip* chip, uint32_t* lines) {
  return guarded(chip, [&](Session& session) { put(lines, session.ledger().lines.size()); });
}

int engram_line(engram_chip* chip, uint32_t index, const char** block, const char** region,
                const char** kind, uint64_t* count, double* energy_pj) {
  return guarded(chip, [&](Session& session) {
    const engram::energy::LedgerLine& line = session.line(index);
    put_text(block, line.block);
    put_text(region, line.region);
    put_text(kind, line.kind);
    put(count, line.count);
    put(energy_pj, line.total.picojoules());
  });
}

}  // extern "C"
