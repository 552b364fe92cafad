#pragma once

#include "tests/benchmark/chip_under_test.hpp"
#include "tests/benchmark/measure.hpp"

namespace engram::bench {

/// Runs of the chip and of its bare twin in turn: "rate" (synaptic operations a second), "to_bare".
Figures beside_bare(ChipUnderTest& chip, int repetitions);

}  // namespace engram::bench
