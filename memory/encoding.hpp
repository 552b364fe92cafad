#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "memory/memory_image.hpp"
#include "memory/synapse_matrix.hpp"

/// Encodings: where is the weight of (pre, post)? (DESIGN section 2; PB-CSR and PB-BMP after
/// Pedroni et al. 2019, Front. Neurosci. 13:357; functional after Schaefer et al. 2020; run_length
/// as in Han et al. 2016, ISCA, EIE.)
namespace engram {

enum class Encoding { crossbar, index, bitmap, functional, run_length };
enum class Sharing {
  none,
  kernel
};  ///< index / bitmap on a convolution: unrolled, or one entry a tap
enum class Access {
  word,       ///< the distinct words that a row's bits lie in
  per_weight  ///< one 16-bit word for every weight delivered (the 2020 paper); needs word_bits 16
};
/// functional: how a controller comes by the addresses of a kernel (Schaefer et al. 2020).
enum class FunctionalMode {
  rowcol,  ///< counters step through the rows and columns of the taps
  bitmap,  ///< the same; only weights that are not 0 are stored, behind one bit each
  pure     ///< every address anew, by multiplication; stores and reads what rowcol does
};

enum class Layout {
  standard,
  schaefer2020  ///< memories and word counts of that study (memory/schaefer2020/layout.hpp)
};

const char* to_string(Encoding encoding);
const char* to_string(FunctionalMode mode);
/// The encoding, with the mode of functional where that is not rowcol: "functional_bitmap",
/// "functional_pure". A controller each.
std::string encoding_variant(Encoding encoding, FunctionalMode mode);
std::optional<FunctionalMode> functional_mode_from(const std::string& name);
const std::vector<std::string>& functional_mode_names();
std::optional<Encoding> encoding_from(const std::string& name);
const std::vector<std::string>& encoding_names();

/// How the bits of one image sit in SRAM.
struct Organisation {
  unsigned word_bits = 64;  ///< 8..256
  bool packed = true;       ///< rows follow each other bit by bit; else each starts on a word
  Access access = Access::word;
  bool split_entries = false;  ///< index: targets and weights in lists (and macros) of their own
  /// index: column pointers and a reverse list {axon, weight address}; run_length: a bit an entry
  /// that says that it is a synapse
  bool learning = false;
  unsigned run_bits = 4;  ///< run_length: r bits of a run, 1..16
  FunctionalMode functional_mode = FunctionalMode::rowcol;
  Layout layout = Layout::standard;
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

/// Whether encode() takes it.
bool can_encode(const SynapseMatrix& matrix, const EncodingChoice& choice);

/// Closed formulas of DESIGN section 2 for packed rows (of Layout::schaefer2020, those of its
/// header), of the unrolled matrix or of the kernel slice that is shared: bits of all regions
/// before the last word of each is filled up. For tests and quick estimates; computed without
/// laying anything out. Precondition: encode() takes it.
std::uint64_t packed_bits(const SynapseMatrix& matrix, const EncodingChoice& choice);

}  // namespace engram
