#include "workloads/recordings/packet_decoder.hpp"

#include <lz4frame.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

namespace engram::workloads {
namespace {

constexpr int kLargestWindow = 25;  // 2^25 bytes: kMostPacketBytes
constexpr std::size_t kFirstRoom = std::size_t{1} << 16;

class NoCompression : public Unpacker {
 public:
  bool is_framed() const override { return false; }
  void restart() override {}
  Step step(const unsigned char* in, std::size_t in_bytes, unsigned char* out,
            std::size_t out_bytes) override {
    const std::size_t bytes = std::min(in_bytes, out_bytes);
    std::memcpy(out, in, bytes);
    return {bytes, bytes};
  }
};

class Lz4 : public Unpacker {
 public:
  Lz4() {
    if (LZ4F_isError(LZ4F_createDecompressionContext(&context_, LZ4F_VERSION)) != 0) {
      throw std::bad_alloc();
    }
  }
  ~Lz4() override { LZ4F_freeDecompressionContext(context_); }
  Lz4(const Lz4&) = delete;
  Lz4& operator=(const Lz4&) = delete;

  void restart() override { LZ4F_resetDecompressionContext(context_); }
  Step step(const unsigned char* in, std::size_t in_bytes, unsigned char* out,
            std::size_t out_bytes) override {
    Step step{in_bytes, out_bytes};
    const std::size_t hint = LZ4F_decompress(context_, out, &step.made, in, &step.taken, nullptr);
    if (LZ4F_isError(hint) != 0) return {0, 0, false, LZ4F_getErrorName(hint)};
    step.at_end = hint == 0;
    return step;
  }

 private:
  LZ4F_dctx* context_ = nullptr;
};

class Zstandard : public Unpacker {
 public:
  Zstandard() : context_(ZSTD_createDStream()) {
    if (context_ == nullptr) throw std::bad_alloc();
    ZSTD_DCtx_setParameter(context_, ZSTD_d_windowLogMax, kLargestWindow);
  }
  ~Zstandard() override { ZSTD_freeDStream(context_); }
  Zstandard(const Zstandard&) = delete;
  Zstandard& operator=(const Zstandard&) = delete;

  void restart() override { ZSTD_DCtx_reset(context_, ZSTD_reset_session_only); }
  Step step(const unsigned char* in, std::size_t in_bytes, unsigned char* out,
            std::size_t out_bytes) override {
    ZSTD_inBuffer input{in, in_bytes, 0};
    ZSTD_outBuffer output{out, out_bytes, 0};
    const std::size_t hint = ZSTD_decompressStream(context_, &output, &input);
    if (ZSTD_isError(hint) != 0) return {0, 0, false, ZSTD_getErrorName(hint)};
    return {input.pos, output.pos, hint == 0};
  }

 private:
  ZSTD_DStream* context_;
};

}  // namespace

std::unique_ptr<Unpacker> make_unpacker(std::uint32_t compression) {
  switch (compression) {
    case 0:
      return std::make_unique<NoCompression>();
    case 1:
    case 2:
      return std::make_unique<Lz4>();
    case 3:
    case 4:
      return std::make_unique<Zstandard>();
    default:
      return nullptr;
  }
}

void PacketDecoder::fail(const std::string& what) const {
  source_.fail(offset_, "the packet " + what);
}

void PacketDecoder::begin(std::uint64_t bytes) {
  offset_ = source_.offset();
  left_ = bytes;
  at_end_ = bytes == 0;
  bytes_.clear();
  unpacker_.restart();
  if (bytes <= source_.left()) return;
  source_.fail(offset_, "the file ends inside a packet (found " + std::to_string(source_.left()) +
                            " bytes, expected " + std::to_string(bytes) + ")");
}

void PacketDecoder::make_room() {
  // Doubled by hand: what a vector would reserve beyond the limit is memory too.
  if (bytes_.size() == bytes_.capacity()) {
    bytes_.reserve(std::clamp(bytes_.size() * 2, kFirstRoom, kMostPacketBytes + 1));
  }
}

const std::vector<unsigned char>& PacketDecoder::unpack(std::size_t bytes) {
  while (!at_end_ && bytes_.size() < bytes) {
    make_room();
    const auto in = source_.peek(std::min<std::uint64_t>(left_, ByteSource::kBuffer));
    const std::size_t made = bytes_.size();
    const std::size_t room = std::min(bytes_.capacity() - made, kFirstRoom);
    bytes_.resize(made + room);
    const Unpacker::Step step = unpacker_.step(in.data(), in.size(), bytes_.data() + made, room);
    bytes_.resize(made + step.made);
    if (!step.fault.empty()) fail("is damaged: " + step.fault);
    source_.skip(step.taken, "a packet");
    left_ -= step.taken;
    if (step.at_end && left_ > 0) {
      fail("has " + std::to_string(left_) + " bytes after its compressed frame");
    }
    at_end_ = step.at_end || (left_ == 0 && !unpacker_.is_framed());
    const bool is_stuck = step.taken == 0 && step.made == 0;
    if (!at_end_ && (is_stuck || (left_ == 0 && step.made < room))) {
      fail("ends inside its compressed frame");
    }
  }
  if (bytes_.size() > kMostPacketBytes) {
    fail("unpacks to more than " + std::to_string(kMostPacketBytes) + " bytes");
  }
  return bytes_;
}

void PacketDecoder::finish() {
  source_.skip(left_, "a packet");
  left_ = 0;
}

}  // namespace engram::workloads
