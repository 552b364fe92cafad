#include <stdexcept>

#include "tests/benchmark/lines.hpp"
#include "tests/benchmark/verdict.hpp"

namespace engram::bench {

std::filesystem::path reference_file(const std::filesystem::path& name) {
  const std::filesystem::path file = std::filesystem::path(ENGRAM_REFERENCE_DIR) / name;
  if (!std::filesystem::exists(file)) throw std::runtime_error("no file " + file.string());
  return file;
}

}  // namespace engram::bench

int main(int argc, char** argv) {
  using namespace engram::bench;
  add_row_lines();
  add_convolution_lines();
  add_cycle_lines();
  add_memory_lines();
  add_scale_lines();
  add_overhead_lines();
  add_learning_lines();
  add_peer_lines();
  return run_lines(argc, argv);
}
