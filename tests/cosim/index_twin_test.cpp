#include "Vindex.h"
#include "Vindex_aligned.h"
#include "Vindex_bytes.h"
#include "controller_twin_tests.hpp"
#include "verilated_controller.hpp"

/// index_controller against the plain model, and its planted faults.
namespace engram::cosim {
namespace {

EncodingChoice index_of(unsigned word_bits, bool packed) {
  EncodingChoice choice;
  choice.encoding = Encoding::index;
  choice.organisation.word_bits = word_bits;
  choice.organisation.packed = packed;
  choice.organisation.learning = true;
  return choice;
}

const std::vector<Operation> kRows{Operation::forward_row, Operation::update_row};
const std::vector<Operation> kAll{Operation::forward_row, Operation::read_column,
                                  Operation::update_row, Operation::update_column};

const std::vector<TwinCase>& cases() {
  static const std::vector<TwinCase> all{
      {"packed", make_twin<Vindex>, {index_of(16, true), 12, 19, 5, 7}, kRows},
      {"bytes", make_twin<Vindex_bytes>, {index_of(8, true), 7, 8, 3, 5}, kRows},
      {"aligned", make_twin<Vindex_aligned>, {index_of(16, false), 10, 17, 5, 6, 7, 63}, kAll}};
  return all;
}

INSTANTIATE_TEST_SUITE_P(Index, ControllerLockStep, testing::ValuesIn(cases()), case_name);
/// Of the pointers (1) and the controller, of the lane and its weight step.
INSTANTIATE_TEST_SUITE_P(Index, ControllerFaults,
                         testing::Combine(testing::Values(cases()[2]),
                                          testing::Values(1, 2, 3, 4, 5, 10, 11, 12, 13, 14)),
                         fault_name);
/// Packed rows share words: an event soon wants one that is still to be written.
INSTANTIATE_TEST_SUITE_P(IndexPacked, ControllerFaults,
                         testing::Combine(testing::Values(cases()[0]), testing::Values(6)),
                         fault_name);

}  // namespace
}  // namespace engram::cosim
