#include "tests/benchmark/beside_bare.hpp"
#include "tests/benchmark/lines.hpp"
#include "tests/benchmark/verdict.hpp"

namespace engram::bench {
namespace {

Verdict convolution(const char* config) {
  reference_file("real/MANIFEST.md");
  const Figures figures = apart([&] {
    ChipUnderTest chip(std::filesystem::path(ENGRAM_SOURCE_DIR) / "configs/runs" / config);
    return beside_bare(chip, 5);
  });
  return {figures.at("rate") / 1e6, figures.at("to_bare")};
}

Verdict whole_recording() {
  reference_file("real/MANIFEST.md");
  const std::string folder = (std::filesystem::temp_directory_path() / "engram_bench_out").string();
  const double seconds = program_seconds(
      3, ENGRAM_PROGRAM,
      "run --quiet --out " + folder + " " ENGRAM_SOURCE_DIR "/configs/runs/slayer_gesture.json");
  std::filesystem::remove_all(folder);
  return {seconds, {}};
}

}  // namespace

void add_convolution_lines() {
  add({"3 convolutions, N-MNIST", "MSOP/s", Bound::at_least, 0.3,
       [] { return convolution("nmnist_bitmap.json"); }, true});
  add({"3 convolutions, gesture", "MSOP/s", Bound::at_least, 0.3,
       [] { return convolution("slayer_gesture.json"); }, true});
  add({"3 gesture recording of 1.45 s, engram run", "s", Bound::at_most, 1, whole_recording});
}

}  // namespace engram::bench
