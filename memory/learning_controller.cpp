#include "memory/learning_controller.hpp"

#include "memory/controllers/kernel_sweep.hpp"
#include "memory/controllers/learning.hpp"
#include "memory/schaefer2020/controllers.hpp"

namespace engram {
namespace {

void check_weights(const MemoryImage& image) {
  const std::string fault = learning_refusal(image.format);
  if (!fault.empty()) throw EncodingRefused(fault);
  if (image.encoding == Encoding::run_length && !image.synapse_flags) {
    throw EncodingRefused(
        "a run_length image without a bit that marks synapses cannot tell a weight that became 0 "
        "from a filler: encode it with learning");
  }
}

void check(const MemoryImage& image) {
  check_weights(image);
  if (image.encoding == Encoding::index && image.reverse_pointer_bits == 0) {
    throw EncodingRefused(
        "an index image without reverse regions has no way from a target to its synapses: encode "
        "it with learning");
  }
}

std::unique_ptr<LearningController> make(const MemoryImage& image, MemoryImage* writable) {
  if (image.layout == Layout::schaefer2020) return schaefer2020::make_learning(image, writable);
  check(image);
  if (image.sharing == Sharing::kernel) return learning_by_kernel(image, writable);
  return learning_by_synapse(image, writable);
}

}  // namespace

std::unique_ptr<LearningController> make_learning_controller(MemoryImage& image) {
  return make(image, &image);
}

std::unique_ptr<const LearningController> make_learning_controller(const MemoryImage& image) {
  return make(image, nullptr);
}

std::unique_ptr<LearningController> make_row_learning_controller(MemoryImage& image) {
  check_weights(image);
  if (image.layout == Layout::schaefer2020) return schaefer2020::make_learning(image, &image);
  if (image.sharing == Sharing::kernel) return learning_by_kernel(image, &image);
  return learning_by_synapse(image, &image);
}

std::vector<KernelWeight> kernel_weights(const MemoryImage& image) {
  std::vector<KernelWeight> weights;
  if (image.sharing != Sharing::kernel) return weights;
  if (image.layout == Layout::schaefer2020) return schaefer2020::kernel_weights(image);
  WordReader words(image);
  std::vector<WeightPlace> places;
  KernelSweep(image).find(words, places);
  for (const WeightPlace& place : places) {
    const auto code = words.read(RegionKind::weights, place.at, image.format.bits);
    weights.push_back({place.index, static_cast<std::uint32_t>(code)});
  }
  return weights;
}

}  // namespace engram
