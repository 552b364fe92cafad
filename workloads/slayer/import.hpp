#pragma once

#include "workloads/network/file_fault.hpp"
#include "workloads/network/network.hpp"
#include "workloads/slayer/description.hpp"

namespace engram::workloads {

/// A network of SLAYER (Shrestha and Orchard, NeurIPS 2018) for integer hardware, from its text
/// weights. Populations are "input" and one a layer with neurons, pools included; the last is the
/// output. Dense weights are (out, in), convolutions (out, in / groups, ky, kx) without a flip,
/// pools (ky, kx) for every channel; maps are (channel, y, x).
///
/// Throws FileFault with all faults: no layer with neurons, shapes that do not follow from each
/// other, decays and thresholds out of range, and those of the weight files.
Network import_slayer(const SlayerNetwork& description);

}  // namespace engram::workloads
