#pragma once

#include <memory>
#include <string>
#include <vector>

#include "workloads/files/byte_source.hpp"

namespace engram::workloads {

/// Most bytes of an unpacked packet: 2,097,152 events, 200 times what a sensor sends in 10 ms.
constexpr std::size_t kMostPacketBytes = std::size_t{32} << 20;

/// Unpacks the frames of one compression, a piece at a time.
class Unpacker {
 public:
  struct Step {
    std::size_t taken = 0, made = 0;
    bool at_end = false;     ///< of the frame
    std::string fault = {};  ///< the bytes are damaged: how
  };
  virtual ~Unpacker() = default;
  /// Whether the bytes themselves say where they end.
  virtual bool is_framed() const { return true; }
  virtual void restart() = 0;
  virtual Step step(const unsigned char* in, std::size_t in_bytes, unsigned char* out,
                    std::size_t out_bytes) = 0;
};

/// `compression` as the header of AEDAT 4 numbers it: 0 none, 1 and 2 LZ4, 3 and 4 Zstandard. Null
/// for others. An LZ4 frame needs up to 9 MiB, a Zstandard window up to 32 MiB.
std::unique_ptr<Unpacker> make_unpacker(std::uint32_t compression);

/// The packet of `bytes` bytes ahead in `source`, unpacked as far as asked for. Its memory grows
/// with what really comes out of the frame, up to kMostPacketBytes, whatever the frame says of
/// itself.
class PacketDecoder {
 public:
  PacketDecoder(ByteSource& source, Unpacker& unpacker) : source_(source), unpacker_(unpacker) {}
  /// Begins a packet. FileFault: the file ends inside it.
  void begin(std::uint64_t bytes);
  /// At least the first `bytes` of the packet, fewer where it is shorter. FileFault with the
  /// packet's byte offset: a damaged frame, more than kMostPacketBytes, bytes after the frame.
  const std::vector<unsigned char>& unpack(std::size_t bytes);
  const std::vector<unsigned char>& unpack_all() { return unpack(kMostPacketBytes + 1); }
  /// Passes over what is left of the packet.
  void finish();

 private:
  [[noreturn]] void fail(const std::string& what) const;
  void make_room();

  ByteSource& source_;
  Unpacker& unpacker_;
  std::uint64_t offset_ = 0, left_ = 0;  ///< of the packet: where it begins, bytes not yet taken
  bool at_end_ = true;
  std::vector<unsigned char> bytes_;  ///< unpacked
};

}  // namespace engram::workloads
