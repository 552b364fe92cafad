#include <gtest/gtest.h>

#include "memory/learning_controller.hpp"
#include "pass.hpp"
#include "small_images.hpp"

/// Machines that the 2020 study does not have are refused, all reasons at once.
namespace engram {
namespace {

using schaefer2020_pass::choice;

std::string refusal_of(const SynapseMatrix& matrix, const EncodingChoice& machine) {
  try {
    encode(matrix, machine);
  } catch (const EncodingRefused& refused) {
    return refused.what();
  }
  return "taken";
}

TEST(Schaefer2020Refusals, OtherOrganisations) {
  const SynapseMatrix matrix = small_images::four_by_four();
  EncodingChoice machine = choice(Encoding::index);
  EXPECT_EQ(refusal_of(matrix, machine), "taken");
  machine.organisation.access = Access::word;
  machine.organisation.packed = false;
  machine.organisation.split_entries = true;
  machine.organisation.functional_mode = FunctionalMode::pure;
  EXPECT_EQ(refusal_of(matrix, machine),
            "layout schaefer2020 reads one 16-bit word a weight: word_bits 16 and access "
            "per_weight; it packs its rows: rows aligned is not one of its machines; it has joint "
            "lists: index_list split is not one of its machines; it tells address modes apart for "
            "functional only (found index)");
  machine = choice(Encoding::crossbar);
  machine.organisation.access = Access::word;
  machine.organisation.word_bits = 64;
  EXPECT_NE(refusal_of(matrix, machine).find("word_bits 16"), std::string::npos);
}

TEST(Schaefer2020Refusals, OtherWeights) {
  const SynapseMatrix floats = dense_matrix(1, 1, {WeightKind::float32, 32}, {7});
  EncodingChoice machine = choice(Encoding::crossbar);
  machine.organisation.access = Access::word;
  EXPECT_EQ(refusal_of(floats, machine),
            "layout schaefer2020 stores uniform weights (found float32); it reads one 16-bit word "
            "a weight: word_bits 16 and access per_weight");
}

TEST(Schaefer2020Refusals, UnrolledConvolutions) {
  const SynapseMatrix matrix = small_images::small_convolution(0, 8);
  for (const Encoding encoding : {Encoding::crossbar, Encoding::index, Encoding::bitmap}) {
    EXPECT_EQ(refusal_of(matrix, choice(encoding)),
              "layout schaefer2020 stores convolutions with a shared kernel: functional, or index "
              "or bitmap with sharing kernel (found " +
                  std::string(to_string(encoding)) + ", unrolled)");
  }
}

TEST(Schaefer2020Refusals, ADenseImageHasNoKernelToUpdate) {
  MemoryImage image = encode(small_images::four_by_four(), choice(Encoding::bitmap));
  UpdateCost cost;
  EXPECT_THROW(make_learning_controller(image)->update_kernel({}, cost), EncodingRefused);
  EXPECT_TRUE(kernel_weights(image).empty());
}

TEST(Schaefer2020Refusals, UpdatesByRow) {
  MemoryImage dense = encode(small_images::four_by_four(), choice(Encoding::index));
  MemoryImage kernel =
      encode(small_images::small_convolution(0, 8), choice(Encoding::functional, Sharing::kernel));
  UpdateCost cost;
  EXPECT_THROW(make_row_learning_controller(dense)->update_row(0, {}, cost), EncodingRefused);
  EXPECT_THROW(make_row_learning_controller(kernel)->update_row(0, {}, cost), EncodingRefused);
}

}  // namespace
}  // namespace engram
