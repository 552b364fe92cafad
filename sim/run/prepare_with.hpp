#pragma once

#include <functional>
#include <vector>

#include "sim/run/prepare.hpp"

/// `prepare` for whoever says how an encoding on "auto" is chosen: without SystemC.
namespace engram::sim {

/// As search_encodings: gives every projection on "auto" its encoding, or throws InputFault. Called
/// only where there is one.
using EncodingSearch = std::function<std::vector<EncodingVerdict>(
    const Config& config, const Prepared& prepared, std::vector<EncodingChoice>& choices)>;

Prepared prepare_with(const Config& config, const EncodingSearch& search,
                      Weights weights = Weights::released);
Prepared prepare_compressed_with(const Config& config, const EncodingSearch& search);

}  // namespace engram::sim
