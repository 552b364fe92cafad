#pragma once

#include <string>

#include "sim/compare/threshold.hpp"
#include "sim/results/record_table.hpp"

namespace engram::sim {

/// "A" for the base, "B", ... by result; beyond Z the number, from 1.
std::string result_letter(std::size_t result);

/// For a person: the results, in what they differ, and the figures side by side with ratios.
std::string comparison_screen(const Comparison& comparison);

/// For scripts: one table `figures` with the keys figure, group, unit, value_1, value_2, ratio_2,
/// ... (1 is the base), allowed_difference and exceeded; rows of group `context` say what was
/// compared.
std::vector<RecordTable> comparison_records(const Comparison& comparison,
                                            const Thresholds& thresholds);

/// One line a figure that is too far away; empty: none.
std::string excess_text(const Comparison& comparison, const std::vector<Excess>& excesses);

}  // namespace engram::sim
