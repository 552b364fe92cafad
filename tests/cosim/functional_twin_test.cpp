#include "Vfunctional_bitmap.h"
#include "Vfunctional_bitmap_wide.h"
#include "Vfunctional_pure.h"
#include "Vfunctional_rowcol.h"
#include "controller_twin_tests.hpp"
#include "verilated_controller.hpp"

/// functional_controller and functional_bitmap_controller against the plain model, and its planted
/// faults.
namespace engram::cosim {
namespace {

EncodingChoice functional(FunctionalMode mode, bool packed) {
  EncodingChoice choice;
  choice.encoding = Encoding::functional;
  choice.sharing = Sharing::kernel;
  choice.organisation.word_bits = 16;
  choice.organisation.packed = packed;
  choice.organisation.functional_mode = mode;
  return choice;
}

/// Padded all round; the slice begins and ends inside an output map.
ConvSlice padded() {
  ConvSlice slice;
  slice.geometry = {2, 4, 5, 3, 4, 5, 3, 3};
  slice.geometry.pad_y = slice.geometry.pad_x = 1;
  slice.first_output = 7;
  return slice;
}

/// Every other row of the input reaches nothing, so half of the events have no tap.
ConvSlice strided() {
  ConvSlice slice;
  slice.geometry = {3, 6, 6, 2, 3, 4, 2, 3};
  slice.geometry.stride_y = 2;
  slice.geometry.pad_y = 1;
  slice.geometry.dilation_y = 2;
  return slice;
}

/// Taps of 13 weights, so that most straddle words of the bitmap.
ConvSlice wide() {
  ConvSlice slice;
  slice.geometry = {3, 3, 3, 13, 3, 3, 2, 2};
  slice.geometry.pad_y = slice.geometry.pad_x = 1;
  return slice;
}

// update_column is the sweep over the kernel.
const std::vector<Operation> kShared{Operation::forward_row, Operation::read_column,
                                     Operation::update_column};

// Field by field: GCC 12 takes the clean-up of a braced list for a read of what is not there.
TwinCase make_case(const char* name, MakeTwin make, const EncodingChoice& choice,
                   const ConvSlice& slice, std::uint32_t targets, unsigned weight_bits) {
  const ConvGeometry& g = slice.geometry;
  TwinCase one;
  one.name = name;
  one.make = make;
  one.shape.choice = choice;
  one.shape.rows = g.in_channels * g.in_height * g.in_width;
  one.shape.targets = targets;
  one.shape.weight_bits = weight_bits;
  one.shape.conv = slice;
  one.operations = kShared;
  return one;
}

const std::vector<TwinCase>& cases() {
  static const std::vector<TwinCase> all{
      make_case("rowcol", make_twin<Vfunctional_rowcol>, functional(FunctionalMode::rowcol, true),
                padded(), 44, 5),
      make_case("pure", make_twin<Vfunctional_pure>, functional(FunctionalMode::pure, false),
                strided(), 24, 4),
      make_case("bitmap", make_twin<Vfunctional_bitmap>, functional(FunctionalMode::bitmap, true),
                padded(), 44, 5),
      make_case("bitmap_wide", make_twin<Vfunctional_bitmap_wide>,
                functional(FunctionalMode::bitmap, true), wide(), 117, 3)};
  return all;
}

INSTANTIATE_TEST_SUITE_P(Functional, ControllerLockStep, testing::ValuesIn(cases()), case_name);
/// Lost clips (input, border, slice), the end's offset, the last channel, a word not waited for, a
/// word written early, a read that overtakes a write; the lane and its weight step.
INSTANTIATE_TEST_SUITE_P(Functional, ControllerFaults,
                         testing::Combine(testing::Values(cases()[0]),
                                          testing::Values(1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 13, 14)),
                         fault_name);
/// A read that overtakes a write: the strided layer has an input that reaches the last word alone.
INSTANTIATE_TEST_SUITE_P(FunctionalPure, ControllerFaults,
                         testing::Combine(testing::Values(cases()[1]), testing::Values(5, 8)),
                         fault_name);
/// The clips, a tap that is not there to its end, the wrong ones counted, a word not waited for, a
/// read that overtakes a write, ones of a word lost; the lane.
INSTANTIATE_TEST_SUITE_P(FunctionalBitmap, ControllerFaults,
                         testing::Combine(testing::Values(cases()[2]),
                                          testing::Values(1, 2, 4, 5, 6, 7, 8, 9, 10, 14)),
                         fault_name);
INSTANTIATE_TEST_SUITE_P(FunctionalBitmapWide, ControllerFaults,
                         testing::Combine(testing::Values(cases()[3]), testing::Values(5, 6, 7, 9)),
                         fault_name);

}  // namespace
}  // namespace engram::cosim
