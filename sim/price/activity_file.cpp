#include "sim/price/activity_file.hpp"

#include <unistd.h>
#include <zstd.h>

#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace engram::sim {
namespace {

namespace fs = std::filesystem;
using hw::SampleSpikes;

constexpr char kMagic[] = "ENGRACT1";

void put(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

void put(std::string& out, const SampleSpikes::Train& train) {
  put(out, train.begin.size());
  for (std::size_t t = 0; t + 1 < train.begin.size(); ++t) {
    put(out, train.begin[t + 1] - train.begin[t]);
    std::uint64_t before = 0;
    for (std::uint64_t at = train.begin[t]; at < train.begin[t + 1]; ++at) {
      const SampleSpikes::Event& event = train.events[at];
      put(out, (event.neuron - before) << 1 | (event.count != 1 ? 1 : 0));
      if (event.count != 1) put(out, event.count);
      before = event.neuron;
    }
  }
}

std::string packed(const std::vector<SampleSpikes>& samples) {
  std::string out;
  put(out, samples.size());
  for (const SampleSpikes& sample : samples) {
    put(out, sample.populations.size());
    for (const SampleSpikes::Train& train : sample.populations) put(out, train);
    for (const std::vector<double>& readouts : sample.readout_max) {
      put(out, readouts.size());
      out.append(reinterpret_cast<const char*>(readouts.data()), readouts.size() * sizeof(double));
    }
  }
  return out;
}

/// Takes numbers off bytes; good() is false from the first that runs over the end.
class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : left_(bytes) {}
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (left_.empty()) break;
      const auto byte = static_cast<unsigned char>(left_.front());
      left_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return value;
    }
    good_ = false;
    return 0;
  }
  /// A number of things that each take at least a byte.
  std::uint64_t size() {
    const std::uint64_t value = number();
    good_ = good_ && value <= left_.size();
    return good_ ? value : 0;
  }
  std::vector<double> doubles() {
    const std::uint64_t count = number();
    good_ = good_ && count <= left_.size() / sizeof(double);
    std::vector<double> values(good_ ? count : 0);
    if (!values.empty()) std::memcpy(values.data(), left_.data(), values.size() * sizeof(double));
    left_.remove_prefix(values.size() * sizeof(double));
    return values;
  }
  bool good() const { return good_; }
  bool done() const { return good_ && left_.empty(); }

 private:
  std::string_view left_;
  bool good_ = true;
};

SampleSpikes::Train train_of(Unpacker& in) {
  SampleSpikes::Train train;
  const std::uint64_t steps = in.number();
  for (std::uint64_t t = 0; t < steps && in.good(); ++t) {
    train.begin.push_back(train.events.size());
    if (t + 1 == steps) break;
    std::uint64_t neuron = 0;
    for (std::uint64_t left = in.size(); left > 0 && in.good(); --left) {
      const std::uint64_t field = in.number();
      neuron += field >> 1;
      const std::uint64_t count = (field & 1) != 0 ? in.number() : 1;
      train.events.push_back(
          {static_cast<std::uint32_t>(neuron), static_cast<std::uint32_t>(count)});
    }
  }
  return train;
}

std::optional<std::vector<SampleSpikes>> unpacked(std::string_view bytes) {
  Unpacker in(bytes);
  std::vector<SampleSpikes> samples(in.size());
  for (SampleSpikes& sample : samples) {
    const std::uint64_t populations = in.size();
    for (std::uint64_t p = 0; p < populations && in.good(); ++p) {
      sample.populations.push_back(train_of(in));
    }
    for (std::uint64_t p = 0; p < populations && in.good(); ++p) {
      sample.readout_max.push_back(in.doubles());
    }
  }
  if (!in.done()) return std::nullopt;
  return samples;
}

std::string compressed(const std::string& bytes) {
  const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context(ZSTD_createCCtx(),
                                                                     &ZSTD_freeCCtx);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  std::string frame(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size =
      ZSTD_compress2(context.get(), frame.data(), frame.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(size) != 0) throw std::runtime_error(ZSTD_getErrorName(size));
  frame.resize(size);
  return frame;
}

std::optional<std::string> decompressed(std::string_view frame) {
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  constexpr unsigned long long kLargest = 1ULL << 40;
  // What a frame says of its size is no reason to ask for memory: at most 2^17 to one here.
  if (size >= kLargest || size / (1U << 17) > frame.size()) return std::nullopt;
  std::string bytes(size, '\0');
  const std::size_t got = ZSTD_decompress(bytes.data(), bytes.size(), frame.data(), frame.size());
  if (ZSTD_isError(got) != 0 || got != size) return std::nullopt;
  return bytes;
}

}  // namespace

fs::path activity_file(const fs::path& folder, const std::string& key) {
  return folder / (key + ".activity");
}

void write_activity(const fs::path& file, const std::string& key,
                    const std::vector<SampleSpikes>& samples) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  const fs::path part = file.string() + "." + std::to_string(::getpid());
  {
    std::ofstream out(part, std::ios::binary);
    out << kMagic << key << compressed(packed(samples));
    out.close();
    if (!out) {
      fs::remove(part, error);
      throw std::runtime_error(file.string() + ": cannot be written");
    }
  }
  fs::rename(part, file);
}

std::optional<std::vector<SampleSpikes>> read_activity(const fs::path& file,
                                                       const std::string& key) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const std::string head = kMagic + key;
  if (!bytes.starts_with(head)) return std::nullopt;
  const std::optional<std::string> content =
      decompressed(std::string_view(bytes).substr(head.size()));
  if (!content) return std::nullopt;
  return unpacked(*content);
}

}  // namespace engram::sim
