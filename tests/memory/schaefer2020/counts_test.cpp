#include <gtest/gtest.h>

#include <bit>

#include "pass.hpp"

/// Layout schaefer2020: memories and words of one dense pass are those of the table recovered from
/// that study's figures.
namespace engram {
namespace {

using namespace schaefer2020_pass;

std::uint64_t log_up(std::uint64_t x) {
  std::uint64_t bits = 1;
  while ((std::uint64_t{1} << bits) < x) ++bits;
  return bits;
}

/// Bits of the region of a kind, and that its memory has 2 ceil(bits / 16) bytes.
std::uint64_t payload(const MemoryImage& image, RegionKind kind) {
  for (const Region& region : image.regions) {
    if (region.kind != kind) continue;
    EXPECT_EQ(region.data.word_bits(), 16u);
    EXPECT_EQ(region.data.words(), (region.payload_bits + 15) / 16) << region.name;
    return region.payload_bits;
  }
  return 0;
}

struct Layer {
  std::uint64_t rows, targets, nnz, b;
  std::uint64_t pairs() const { return rows * targets; }
};

/// Calls check(layer, matrix) for the dense layer of the study at its widths and other densities.
template <class Check>
void each_dense(Check check) {
  for (const double density : {0.05, 0.25, 0.5, 0.65, 1.0}) {
    for (unsigned b = 2; b <= 12; b += density == 0.25 || density == 1.0 ? 1 : 5) {
      const SynapseMatrix matrix = dense(784, 128, density, b);
      const Layer layer{784, 128, matrix.synapses(), b};
      EXPECT_EQ(layer.nnz, static_cast<std::uint64_t>(density * 784 * 128 + 0.5));
      SCOPED_TRACE(std::to_string(b) + " bits, density " + std::to_string(density));
      check(layer, matrix);
    }
  }
}

TEST(Schaefer2020Counts, DenseCrossbar) {
  each_dense([](const Layer& layer, const SynapseMatrix& matrix) {
    MemoryImage image = encode(matrix, choice(Encoding::crossbar));
    EXPECT_EQ(payload(image, RegionKind::weights), layer.pairs() * layer.b);
    EXPECT_EQ(payload(image, RegionKind::row_buffer), layer.targets * layer.b);
    EXPECT_EQ(image.regions.size(), 2u);
    const Forward forward = schaefer2020_pass::forward(image);
    EXPECT_EQ(forward.read, (Words{0, 0, layer.pairs()}));
    EXPECT_EQ(forward.addresses, 0u);
    EXPECT_EQ(forward.deliveries, layer.pairs());
    const Learning learning = schaefer2020_pass::learning(image);
    EXPECT_EQ(learning.read, (Words{0, 0, 2 * layer.pairs()}));
    EXPECT_EQ(learning.written, (Words{0, 0, layer.pairs()}));
    EXPECT_EQ(learning.addresses, 0u);
    EXPECT_EQ(learning.synapses, layer.pairs());
  });
}

TEST(Schaefer2020Counts, DenseBitmap) {
  each_dense([](const Layer& layer, const SynapseMatrix& matrix) {
    MemoryImage image = encode(matrix, choice(Encoding::bitmap));
    EXPECT_EQ(payload(image, RegionKind::weights), layer.nnz * layer.b);
    EXPECT_EQ(payload(image, RegionKind::metadata), layer.pairs());
    EXPECT_EQ(payload(image, RegionKind::row_buffer), layer.targets * layer.b);
    EXPECT_EQ(image.regions.size(), 3u);
    const Forward forward = schaefer2020_pass::forward(image);
    EXPECT_EQ(forward.read, (Words{0, layer.pairs() / 8, layer.nnz}));
    EXPECT_EQ(forward.addresses, layer.pairs());
    EXPECT_EQ(forward.deliveries, layer.nnz);
    const Learning learning = schaefer2020_pass::learning(image);
    EXPECT_EQ(learning.read, (Words{0, layer.pairs(), layer.pairs() + layer.nnz}));
    EXPECT_EQ(learning.written, (Words{0, 0, layer.nnz}));
    EXPECT_EQ(learning.addresses, layer.pairs());
    EXPECT_EQ(learning.synapses, layer.nnz);
    EXPECT_EQ(learning.weights, layer.nnz);
  });
}

TEST(Schaefer2020Counts, DenseIndex) {
  each_dense([](const Layer& layer, const SynapseMatrix& matrix) {
    MemoryImage image = encode(matrix, choice(Encoding::index));
    EXPECT_EQ(payload(image, RegionKind::weights), layer.nnz * (layer.b + 10));
    EXPECT_EQ(payload(image, RegionKind::reverse_list), layer.nnz * (7 + log_up(layer.nnz)));
    EXPECT_EQ(payload(image, RegionKind::pointers), 784 * log_up(layer.nnz));
    EXPECT_EQ(payload(image, RegionKind::row_buffer), layer.targets * layer.b);
    EXPECT_EQ(image.regions.size(), 4u);
    const Forward forward = schaefer2020_pass::forward(image);
    EXPECT_EQ(forward.read, (Words{0, 0, 2 * layer.nnz}));
    EXPECT_EQ(forward.addresses, layer.pairs());
    EXPECT_EQ(forward.deliveries, layer.nnz);
    const Learning learning = schaefer2020_pass::learning(image);
    EXPECT_EQ(learning.read, (Words{0, 0, layer.pairs() + 2 * layer.nnz}));
    EXPECT_EQ(learning.written, (Words{0, 0, layer.nnz}));
    EXPECT_EQ(learning.addresses, layer.pairs());
    EXPECT_EQ(learning.weights, layer.nnz);
  });
}

TEST(Schaefer2020Counts, AMapIsReadInEightsAcrossRows) {
  const MemoryImage image = encode(dense(7, 13, 0.4, 4), choice(Encoding::bitmap));
  EXPECT_EQ(of(forward(image).read, RegionKind::metadata), 12u);  // ceil(7 x 13 / 8)
}

/// The convolution of the study, 28 x 28, 1 -> 32, 3 x 3.
constexpr std::uint64_t kTaps = 28 * 28 * 32 * 9;

template <class Check>
void each_convolution(Check check) {
  for (unsigned b = 2; b <= 12; ++b) {
    SCOPED_TRACE(std::to_string(b) + " bits");
    check(b, convolution(28, 32, 3, b));
  }
}

TEST(Schaefer2020Counts, ConvolutionFunctional) {
  each_convolution([](std::uint64_t b, const SynapseMatrix& matrix) {
    for (const auto mode : {FunctionalMode::rowcol, FunctionalMode::bitmap, FunctionalMode::pure}) {
      MemoryImage image = encode(matrix, choice(Encoding::functional, Sharing::kernel, mode));
      EXPECT_EQ(payload(image, RegionKind::weights), 288 * b);
      EXPECT_EQ(payload(image, RegionKind::row_buffer), 512u);
      EXPECT_EQ(payload(image, RegionKind::metadata), mode == FunctionalMode::bitmap ? 288u : 0u);
      EXPECT_EQ(image.regions.size(), mode == FunctionalMode::bitmap ? 3u : 2u);
      const Forward forward = schaefer2020_pass::forward(image);
      EXPECT_EQ(forward.read, (Words{0, 0, kTaps}));
      EXPECT_EQ(forward.addresses, kTaps);
      EXPECT_EQ(forward.deliveries, 32u * 82 * 82);  // taps inside the borders, 3 x 28 - 2 an axis
      const Learning learning = schaefer2020_pass::learning(image);
      EXPECT_EQ(learning.read, (Words{0, 0, kTaps}));
      EXPECT_EQ(learning.written, (Words{0, 0, kTaps}));
      EXPECT_EQ(learning.addresses, kTaps);
    }
  });
}

TEST(Schaefer2020Counts, ConvolutionBitmapIsFunctionalInThatMode) {
  each_convolution([](std::uint64_t, const SynapseMatrix& matrix) {
    MemoryImage image = encode(matrix, choice(Encoding::bitmap, Sharing::kernel));
    MemoryImage same =
        encode(matrix, choice(Encoding::functional, Sharing::kernel, FunctionalMode::bitmap));
    ASSERT_EQ(image.regions.size(), same.regions.size());
    for (std::size_t k = 0; k < same.regions.size(); ++k) {
      EXPECT_EQ(image.regions[k].data, same.regions[k].data);
    }
    EXPECT_EQ(forward(image).read, forward(same).read);
    const Learning mine = learning(image), other = learning(same);
    EXPECT_EQ(mine.read, other.read);
    EXPECT_EQ(mine.written, other.written);
  });
}

TEST(Schaefer2020Counts, ConvolutionIndex) {
  each_convolution([](std::uint64_t b, const SynapseMatrix& matrix) {
    MemoryImage image = encode(matrix, choice(Encoding::index, Sharing::kernel));
    EXPECT_EQ(payload(image, RegionKind::weights), 288 * (b + 2));
    EXPECT_EQ(payload(image, RegionKind::reverse_pointers), 28u * 28 * 32);
    EXPECT_EQ(payload(image, RegionKind::row_buffer), 512u);
    EXPECT_EQ(image.regions.size(), 3u);
    const Forward forward = schaefer2020_pass::forward(image);
    EXPECT_EQ(forward.read, (Words{0, 0, kTaps}));
    EXPECT_EQ(forward.addresses, kTaps);
    const Learning learning = schaefer2020_pass::learning(image);
    Words read{0, 0, 2 * kTaps};
    read[static_cast<std::size_t>(RegionKind::reverse_pointers)] = 2 * kTaps / 9;
    EXPECT_EQ(learning.read, read);
    EXPECT_EQ(learning.written, (Words{0, 0, kTaps}));
    EXPECT_EQ(learning.addresses, kTaps);
  });
}

}  // namespace
}  // namespace engram
