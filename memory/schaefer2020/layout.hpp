#pragma once

#include <string>

#include "memory/encoding.hpp"

/// The machines of the 2020 study (Schaefer et al., ISCAS 2020, arXiv 2003.11639). Which memories
/// there are, how large, and which words a pass touches was recovered from the figures that the
/// authors published (memory/README.md, "Layout schaefer2020").
///
///   image            regions: bits (b: weight bits; N = N_pre N_post; lg = ceil(log2), at least 1)
///   dense crossbar   weights: N b
///   dense bitmap     bitmap: N; weights: nnz b
///   dense index      list {axon, weight}, column after column: nnz (lg N_pre + b)
///                    pointers, a row's first entry of the reverse list: N_pre lg nnz
///                    reverse_list {target, entry of the list}, row after row:
///                    nnz (lg N_post + lg nnz)
///   conv functional  kernel [tap][channel]: C_out C_in k^2 b; mode bitmap: kernel_bitmap, a bit a
///                    kernel weight, set where it is not 0
///   conv bitmap      as functional in mode bitmap
///   conv index       list {kx, weight} by [tap][channel]: C_out C_in k^2 (lg k_w + b)
///                    reverse_pointers: a bit a target, set where a weight that is not 0 leads to
///                    it
///   every image      row_buffer: N_post b; convolutions 64 bytes
namespace engram::schaefer2020 {

/// Why there is no such machine; empty: there is one. Dense projections are `crossbar`, `index` or
/// `bitmap`; convolutions share their kernel and are `functional`, `index` or `bitmap`. Weights are
/// uniform, words have 16 bits, access is per_weight, rows packed, lists joint.
std::string refusal(const SynapseMatrix& matrix, const EncodingChoice& choice);

/// Adds field widths, geometry and regions to `image`, whose choice was not refused.
void lay_out(const SynapseMatrix& matrix, MemoryImage& image);

/// An entry of a kernel region: {kx of the tap, weight} with `index`, else the weight.
unsigned kernel_tap_bits(const MemoryImage& image);

/// Whether a bit says which kernel weights there are: `bitmap`, and functional in that mode.
bool has_kernel_bitmap(const MemoryImage& image);

}  // namespace engram::schaefer2020
