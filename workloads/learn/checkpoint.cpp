#include "workloads/learn/checkpoint.hpp"

#include <fstream>
#include <iterator>

#include "workloads/learn/byte_archive.hpp"
#include "workloads/network/file_fault.hpp"
#include "workloads/network/random.hpp"

namespace engram::workloads::learn {
namespace {

constexpr std::string_view kMagic{"ENGRTRN\0", 8};
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kChecksum = sizeof(std::uint64_t);

template <class Number>
void write_arrays(ByteWriter& out, const std::vector<std::vector<Number>>& arrays) {
  out.number<std::uint64_t>(arrays.size());
  for (const auto& values : arrays) out.array(values);
}

template <class Number>
std::vector<std::vector<Number>> read_arrays(ByteReader& in) {
  std::vector<std::vector<Number>> arrays;
  for (auto left = in.number<std::uint64_t>(); left > 0 && in.good(); --left) {
    arrays.push_back(in.array<Number>());
  }
  return arrays;
}

std::string contents(const Checkpoint& checkpoint) {
  ByteWriter out;
  out.number(checkpoint.epochs);
  out.number(checkpoint.batches);
  write_arrays(out, checkpoint.weights);
  write_arrays(out, checkpoint.masks);
  out.array(checkpoint.viewed);
  write_arrays(out, checkpoint.parameters);
  write_arrays(out, checkpoint.biases);
  out.number(checkpoint.optimizer.batches);
  write_arrays(out, checkpoint.optimizer.slots);
  return out.bytes();
}

Checkpoint parsed(ByteReader& in) {
  Checkpoint checkpoint;
  checkpoint.epochs = in.number<std::uint64_t>();
  checkpoint.batches = in.number<std::uint64_t>();
  checkpoint.weights = read_arrays<float>(in);
  checkpoint.masks = read_arrays<std::uint8_t>(in);
  checkpoint.viewed = in.array<std::uint8_t>();
  checkpoint.parameters = read_arrays<float>(in);
  checkpoint.biases = read_arrays<float>(in);
  checkpoint.optimizer.batches = in.number<std::uint64_t>();
  checkpoint.optimizer.slots = read_arrays<float>(in);
  return checkpoint;
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& what) {
  throw FileFault(file.string() + ": " + what);
}

}  // namespace

void write_checkpoint(const std::filesystem::path& file, const Checkpoint& checkpoint,
                      std::uint64_t fingerprint) {
  const std::string body = contents(checkpoint);
  ByteWriter head;
  head.number(kVersion);
  head.number(fingerprint);
  head.number<std::uint64_t>(body.size());
  const std::string all = std::string(kMagic) + head.bytes() + body;
  ByteWriter checksum;
  checksum.number(hash_name(all));

  const std::filesystem::path beside = file.string() + ".part";
  {
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out << all << checksum.bytes();
    if (!out.flush()) refuse(beside, "cannot be written");
  }
  std::error_code fault;
  std::filesystem::rename(beside, file, fault);
  if (fault) refuse(file, "cannot be written (" + fault.message() + ")");
}

Checkpoint read_checkpoint(const std::filesystem::path& file, std::uint64_t fingerprint) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) refuse(file, "cannot be read");
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  const std::string_view all(bytes);
  if (!all.starts_with(kMagic)) refuse(file, "byte 0: is no checkpoint of a training");
  ByteReader head(all.substr(kMagic.size()));
  const auto version = head.number<std::uint32_t>();
  const auto of = head.number<std::uint64_t>();
  const auto size = head.number<std::uint64_t>();
  const std::size_t before = kMagic.size() + sizeof version + sizeof of + sizeof size;
  if (!head.good() || all.size() < before + kChecksum || size != all.size() - before - kChecksum) {
    refuse(file, "is damaged: its size (" + std::to_string(all.size()) +
                     " bytes) is not the one written in it");
  }
  if (version != kVersion) {
    refuse(file, "byte 8: found version " + std::to_string(version) + " (expected " +
                     std::to_string(kVersion) + ")");
  }
  ByteReader checksum(all.substr(all.size() - kChecksum));
  if (checksum.number<std::uint64_t>() != hash_name(all.substr(0, all.size() - kChecksum))) {
    refuse(file, "is damaged: its checksum does not agree with its bytes");
  }
  if (of != fingerprint) {
    refuse(file, "byte 12: is of another network, another task or other options");
  }
  ByteReader body(all.substr(before, size));
  Checkpoint checkpoint = parsed(body);
  if (!body.good() || !body.empty()) refuse(file, "is damaged: its arrays do not fill it");
  return checkpoint;
}

}  // namespace engram::workloads::learn
