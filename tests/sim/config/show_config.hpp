#pragma once

#include <string>

#include "sim/config/config.hpp"

namespace engram::sim {

/// Every field of a typed config as text: two configs that differ anywhere give different texts.
std::string show(const Config& config);
std::string show(const NetworkConfig& network);

}  // namespace engram::sim
