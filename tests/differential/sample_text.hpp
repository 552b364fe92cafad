#pragma once

#include <string>

#include "hw/chip/chip.hpp"

namespace engram::differential {

/// Every field of a result, a line each, doubles to the last bit: two results are equal where their
/// texts are.
std::string sample_text(const hw::SampleResult& result);

}  // namespace engram::differential
