#pragma once

#include <string>

#include "sim/characterise/characterise.hpp"

namespace engram::sim {

/// The rows as JSON, in the form that energy tables have them in: {"sources": ..., "logic": ...}.
/// Energies are exact; the same run gives the same bytes.
std::string characterised_json(const Characterised& result);

/// variant,path,setup,workload,rows,words,weights,addresses,cycles,flip_flops,internal_pj,load_pj,
/// clock_pj,fitted_pj,fitted_clock_pj,residual,dynamic_residual,opensta_pj: one row a workload.
std::string characterised_csv(const Characterised& result);

/// What a reader wants to know first: rows, area, residuals, the difference to OpenSTA.
std::string characterised_screen(const Characterised& result);

}  // namespace engram::sim
