#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "energy/liberty/boolean_function.hpp"

namespace engram::energy {

/// The states of a read and of a write over `pins` of a memory, by the usual names of enables of
/// the port that holds `clock`; nothing where none fits.
std::optional<std::pair<std::string, std::string>> usual_states(
    const std::vector<std::string>& pins, const std::string& clock);

/// Whether `state` is true wherever `when` is, and `when` is true somewhere. Of more than 16 pins
/// in all, false.
bool belongs_to(const BooleanFunction& when, const BooleanFunction& state);

}  // namespace engram::energy
