#include "Vrun_length.h"
#include "Vrun_length_aligned.h"
#include "Vrun_length_unmarked.h"
#include "controller_twin_tests.hpp"
#include "verilated_controller.hpp"

/// run_length_controller against the plain model, and its planted faults.
namespace engram::cosim {
namespace {

EncodingChoice run_length(bool packed, bool learning, unsigned run_bits) {
  EncodingChoice choice;
  choice.encoding = Encoding::run_length;
  choice.organisation.word_bits = 16;
  choice.organisation.packed = packed;
  choice.organisation.learning = learning;
  choice.organisation.run_bits = run_bits;
  return choice;
}

const std::vector<Operation> kRows{Operation::forward_row, Operation::update_row};
const std::vector<Operation> kAll{Operation::forward_row, Operation::read_column,
                                  Operation::update_row, Operation::update_column};

const std::vector<TwinCase>& cases() {
  static const std::vector<TwinCase> all{
      {"packed", make_twin<Vrun_length>, {run_length(true, true, 2), 12, 19, 4, 7}, kRows},
      {"aligned", make_twin<Vrun_length_aligned>, {run_length(false, true, 2), 12, 19, 4, 6}, kAll},
      {"unmarked",
       make_twin<Vrun_length_unmarked>,
       {run_length(true, false, 3), 10, 30, 5, 7},
       {Operation::forward_row}}};
  return all;
}

INSTANTIATE_TEST_SUITE_P(RunLength, ControllerLockStep, testing::ValuesIn(cases()), case_name);
/// Of the controller, of the lane and its weight step.
INSTANTIATE_TEST_SUITE_P(RunLength, ControllerFaults,
                         testing::Combine(testing::Values(cases()[1]),
                                          testing::Values(1, 2, 3, 4, 10, 11, 12, 13, 14)),
                         fault_name);

}  // namespace
}  // namespace engram::cosim
