#pragma once

#include <cstdint>
#include <vector>

#include "hw/chip/chip_spec.hpp"
#include "hw/chip/stage.hpp"

namespace engram::hw {

/// The stages of every timestep, in order: all levels forward (one stage if pipelined); with
/// learning, the levels of populations that a learning projection enters, backward (rules with
/// errors); an exchange, where a kernel that learns has copies in several images; the update.
std::vector<TimestepStage> timestep_stages(const ChipSpec& spec);

bool learns(const ChipSpec& spec, const ImageSpec& image);
/// Whether the neurons of a population have an error: targets, or a learning projection without
/// delay that leaves it.
std::vector<std::uint8_t> populations_with_error(const ChipSpec& spec);
/// Whether someone waits for the errors behind an image's rows: it learns, its events are not
/// delayed, and its source has neurons.
bool sends_errors_back(const ChipSpec& spec, const ImageSpec& image);
/// By projection: the population whose events reach its rows, as the routing says;
/// populations.size() where none does.
std::vector<std::uint32_t> sources_of_projections(const ChipSpec& spec);

}  // namespace engram::hw
