#pragma once

#include <string>

#include "hw/chip/chip_spec.hpp"

namespace engram::sim {

/// chip.json, the manifest of an export: what each number and file of it means. Populations, and
/// for each core and image its encoding, the constants that a controller is configured with, and
/// its regions with their files and addresses.
std::string chip_json(const hw::ChipSpec& chip);

}  // namespace engram::sim
