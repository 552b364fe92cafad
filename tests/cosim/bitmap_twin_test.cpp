#include "Vbitmap.h"
#include "Vbitmap_aligned.h"
#include "Vbitmap_wide.h"
#include "Vbitmap_wide_aligned.h"
#include "controller_twin_tests.hpp"
#include "verilated_controller.hpp"

/// bitmap_controller against the plain model, and its planted faults.
namespace engram::cosim {
namespace {

EncodingChoice bitmap_of(unsigned word_bits, bool packed) {
  EncodingChoice choice;
  choice.encoding = Encoding::bitmap;
  choice.organisation.word_bits = word_bits;
  choice.organisation.packed = packed;
  return choice;
}

const std::vector<Operation> kRows{Operation::forward_row, Operation::update_row};
const std::vector<Operation> kAll{Operation::forward_row, Operation::read_column,
                                  Operation::update_row, Operation::update_column};
/// Rows of several chunks are not updated by rows.
const std::vector<Operation> kButRowUpdates{Operation::forward_row, Operation::read_column,
                                            Operation::update_column};

const std::vector<TwinCase>& cases() {
  static const std::vector<TwinCase> all{
      {"packed", make_twin<Vbitmap>, {bitmap_of(16, true), 12, 19, 5, 7}, kRows},
      {"aligned", make_twin<Vbitmap_aligned>, {bitmap_of(16, false), 10, 19, 5, 5}, kAll},
      {"wide",
       make_twin<Vbitmap_wide>,
       {bitmap_of(32, true), 6, 150, 3, 9},
       {Operation::forward_row}},
      {"wide_aligned",
       make_twin<Vbitmap_wide_aligned>,
       {bitmap_of(16, false), 6, 150, 3, 7},
       kButRowUpdates}};
  return all;
}

INSTANTIATE_TEST_SUITE_P(Bitmap, ControllerLockStep, testing::ValuesIn(cases()), case_name);
/// Of the controller, of the lane and its weight step.
INSTANTIATE_TEST_SUITE_P(Bitmap, ControllerFaults,
                         testing::Combine(testing::Values(cases()[1]),
                                          testing::Values(1, 4, 5, 6, 7, 10, 11, 12, 13, 14)),
                         fault_name);
/// Only packed rows begin inside a word of the bitmap, and share words of weights.
INSTANTIATE_TEST_SUITE_P(BitmapPacked, ControllerFaults,
                         testing::Combine(testing::Values(cases()[0]), testing::Values(2, 3)),
                         fault_name);

}  // namespace
}  // namespace engram::cosim
