#pragma once

#include <vector>

#include "sim/run/prepare.hpp"

namespace engram::sim {

/// Gives every projection on "auto" the encoding with which the run, simulated and priced with the
/// main table, takes least energy; `choices` (by projection) has those of the others and receives
/// it. Returns what was chosen from, by projection; nothing where no projection is on "auto".
///
/// Every figure is the total of a run in a process of its own, at the config's fidelity, on the
/// input that `synapse_memory.measured` names. First the runs in which all such projections have
/// one encoding, as if it had been named chip-wide, and the one in which each has what cost it
/// least among those. From the cheapest on, every change of a single projection is run, and the
/// changes that pay are made, until none pays. So the result is never dearer than the best single
/// encoding, with one projection it is the best of all, and no change of one projection improves
/// it. Equal totals: the first in the candidates' order.
///
/// `prepared` has tables, the compressed network and samples. Throws InputFault where a projection
/// has no legal encoding, or no choice fits the chip.
std::vector<EncodingVerdict> search_encodings(const Config& config, const Prepared& prepared,
                                              std::vector<EncodingChoice>& choices);

}  // namespace engram::sim
