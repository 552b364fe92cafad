#include <algorithm>
#include <fstream>
#include <string>

#include "sim/config/slayer_file.hpp"
#include "tests/fuzz/input_file.hpp"
#include "tests/fuzz/targets.hpp"
#include "workloads/ranc/import.hpp"
#include "workloads/ranc/packets.hpp"
#include "workloads/slayer/import.hpp"

/// Readers of several files at once: an input is those files one after the other, parted by lines
/// of two dashes.
namespace engram::fuzz {
namespace {

constexpr std::string_view kParting = "\n--\n";

/// The files of one input in a folder of their own, under the names given; missing parts are empty.
class InputFolder {
 public:
  InputFolder(Bytes bytes, const std::vector<std::string>& names) : place_({}) {
    path_ = place_.path().string() + "_files";
    std::filesystem::create_directories(path_);
    std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    for (const std::string& name : names) {
      const std::size_t end = std::min(text.find(kParting), text.size());
      std::ofstream(path_ / name, std::ios::binary) << text.substr(0, end);
      text.remove_prefix(std::min(end + kParting.size(), text.size()));
    }
  }
  ~InputFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  InputFile place_;  // for its name, which is this process's alone
  std::filesystem::path path_;
};

}  // namespace

/// Two cores of any width and their axon types; the test bench's packets for them.
void import_ranc(Bytes bytes) {
  const InputFolder folder(bytes, {"csram_000.mem", "tc_000.mem", "csram_001.mem", "tc_001.mem",
                                   "tb_input.txt", "tb_num_inputs.txt"});
  workloads::RancOptions options;
  options.grid_width = 2;
  if (bytes.size() % 2 == 1) options.output_core = 1;
  try {
    const auto ranc = workloads::import_ranc(folder.path(), options);
    workloads::read_ranc_packets(folder.path() / "tb_input.txt", ranc.network, 100);
  } catch (const workloads::FileFault&) {
  }
}

/// A description and the two text files that it may name, a.txt and b.txt.
void import_slayer(Bytes bytes) {
  const InputFolder folder(bytes, {"net.json", "a.txt", "b.txt"});
  try {
    std::vector<sim::Fault> faults;
    const auto network = sim::read_slayer_file(folder.path() / "net.json", faults);
    if (faults.empty()) workloads::import_slayer(network);
  } catch (const sim::ConfigFault&) {
  } catch (const workloads::FileFault&) {
  }
}

}  // namespace engram::fuzz
