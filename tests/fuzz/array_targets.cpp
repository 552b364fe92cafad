#include "tests/fuzz/input_file.hpp"
#include "tests/fuzz/targets.hpp"
#include "workloads/arrays/array_reader.hpp"
#include "workloads/spikes/labels.hpp"

namespace engram::fuzz {

/// Images: IDX or .npy, plain or gzip.
void read_images(Bytes bytes) {
  const InputFile file(bytes);
  try {
    const auto reader = workloads::open_array(file.path());
    for (std::uint64_t slice = 0; slice < reader->slices(); ++slice) reader->next();
  } catch (const workloads::FileFault&) {
  }
}

/// Without an extension labels are arrays; a text of them has one.
void read_labels(Bytes bytes) {
  const InputFile file(bytes);
  const std::filesystem::path text = file.path().string() + ".csv";
  std::error_code error;
  std::filesystem::copy_file(file.path(), text, error);
  for (const std::filesystem::path& path : {file.path(), text}) {
    try {
      workloads::SampleLabels labels(path);
    } catch (const workloads::FileFault&) {
    }
  }
  std::filesystem::remove(text, error);
}

}  // namespace engram::fuzz
