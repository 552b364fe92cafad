#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "memory/memory_image.hpp"
#include "memory/synapse_matrix.hpp"

/// Encodings: where is the weight of (pre, post)? (DESIGN section 2; PB-CSR and PB-BMP after
/// Pedroni et al. 2019, Front. Neurosci. 13:357; functional after Schaefer et al. 2020.)
namespace engram {

enum class Encoding { crossbar, index, bitmap, functional };
enum class Sharing {
  none,
  kernel
};  ///< index / bitmap on a convolution: unrolled, or one entry a tap
enum class Access {
  word,       ///< the distinct words that a row's bits lie in
  per_weight  ///< one 16-bit word for every weight delivered (the 2020 paper); needs word_bits 16
};

enum class Layout {
  standard,
  schaefer2020  ///< memories and word counts of that study (memory/schaefer2020/layout.hpp)
};
/// functional: how the study's machines come by an address. Only Layout::schaefer2020 tells them
/// apart; everywhere else rows and columns are counted.
enum class AddressMode { rowcol, bitmap, pure };

const char* to_string(AddressMode mode);
const char* to_string(Encoding encoding);
std::optional<Encoding> encoding_from(const std::string& name);
const std::vector<std::string>& encoding_names();

/// How the bits of one image sit in SRAM.
struct Organisation {
  unsigned word_bits = 64;  ///< 8..256
  bool packed = true;       ///< rows follow each other bit by bit; else each starts on a word
  Access access = Access::word;
  bool split_entries = false;  ///< index: targets and weights in lists (and macros) of their own
  bool learning = false;       ///< index: column pointers and a reverse list {axon, weight address}
  Layout layout = Layout::standard;
  AddressMode address_mode = AddressMode::rowcol;  ///< functional
};

/// Thrown when an encoding cannot store a matrix; what() says why (e.g. functional on a dense
/// projection). Raised before anything is laid out.
class EncodingRefused : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct EncodingChoice {
  Encoding encoding = Encoding::crossbar;
  Sharing sharing = Sharing::none;  ///< functional always shares the kernel
  Organisation organisation;
};

/// Lays `matrix` out, bit by bit, in words. Throws EncodingRefused. Preconditions: those of
/// SynapseMatrix, at least one target.
MemoryImage encode(const SynapseMatrix& matrix, const EncodingChoice& choice);

/// Closed formulas of DESIGN section 2 for packed rows (of Layout::schaefer2020, those of its
/// header), of the unrolled matrix or of the kernel slice that is shared: bits of all regions
/// before the last word of each is filled up. For tests and quick estimates; computed without
/// laying anything out. Precondition: encode() takes it.
std::uint64_t packed_bits(const SynapseMatrix& matrix, const EncodingChoice& choice);

}  // namespace engram
