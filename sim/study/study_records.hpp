#pragma once

#include <vector>

#include "sim/results/record_table.hpp"
#include "sim/study/study.hpp"

namespace engram::sim {

/// A study in full, for scripts: `figures` (a row a published figure: ours, theirs, ratio),
/// `groups` (how far they are apart, column by column) and `headlines` (ratios and checks, as
/// sentences). Throws as ratio_text and check_text.
std::vector<RecordTable> study_records(const Study& study,
                                       const std::vector<std::vector<StudyResult>>& results);

}  // namespace engram::sim
