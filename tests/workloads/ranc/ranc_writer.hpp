#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

/// Folders of RANC memory files, written from the layout in reference/real/FORMATS.md.
namespace engram::workloads::ranc_writer {

/// One neuron of a core with four axons; a line is 4 + 81 + 1 + 18 + 2 + 4 = 110 bits.
struct Neuron {
  std::vector<std::uint32_t> axons;
  int potential = 0, reset = 0;
  std::array<int, 4> weights{};
  int leak = 0, threshold = 1, low_threshold = 0;
  int mode = 0, dx = 0, dy = 0;
  unsigned axon = 0, tick = 0;
};

std::string bits(int value, unsigned width);
std::string line(const Neuron& neuron);

/// A folder that is removed at the end of the test.
class Folder {
 public:
  explicit Folder(const std::string& name);
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void core(unsigned id, const std::vector<Neuron>& neurons,
            const std::vector<int>& types = {0, 1, 2, 3}) const;
  void file(const std::string& name, const std::string& text) const;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace engram::workloads::ranc_writer
