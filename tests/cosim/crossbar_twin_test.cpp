#include "Vcrossbar.h"
#include "Vcrossbar_aligned.h"
#include "Vcrossbar_narrow.h"
#include "controller_twin_tests.hpp"
#include "verilated_controller.hpp"

/// crossbar_controller against the plain model, and its planted faults.
namespace engram::cosim {
namespace {

EncodingChoice crossbar(unsigned word_bits, bool packed) {
  EncodingChoice choice;
  choice.encoding = Encoding::crossbar;
  choice.organisation.word_bits = word_bits;
  choice.organisation.packed = packed;
  return choice;
}

const std::vector<Operation> kAll{Operation::forward_row, Operation::read_column,
                                  Operation::update_row, Operation::update_column};

const std::vector<TwinCase>& cases() {
  static const std::vector<TwinCase> all{
      {"packed", make_twin<Vcrossbar>, {crossbar(16, true), 12, 19, 5}, kAll},
      {"narrow", make_twin<Vcrossbar_narrow>, {crossbar(16, true), 20, 2, 5}, kAll},
      {"aligned", make_twin<Vcrossbar_aligned>, {crossbar(16, false), 9, 6, 4}, kAll}};
  return all;
}

INSTANTIATE_TEST_SUITE_P(Crossbar, ControllerLockStep, testing::ValuesIn(cases()), case_name);
/// Of the controller, of the lane and its weight step.
INSTANTIATE_TEST_SUITE_P(Crossbar, ControllerFaults,
                         testing::Combine(testing::Values(cases()[0]),
                                          testing::Values(1, 2, 3, 4, 10, 11, 12, 13, 14)),
                         fault_name);

}  // namespace
}  // namespace engram::cosim
