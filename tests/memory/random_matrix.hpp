#pragma once

#include <string>
#include <vector>

#include "memory/encoding.hpp"

/// RapidCheck generators; to be called inside a property.
namespace engram::random_matrix {

/// Any format: uniform 2 to 16 bits or float32.
WeightFormat draw_format();

/// 1 to 20 rows and 1 to 150 targets, any density from 0 to 1, whole rows empty now and then. A
/// third of the matrices, and of the convolutions, look their weights up in codebooks of any shape.
SynapseMatrix draw_dense();

/// A convolution with any stride, padding (also unequal), dilation and groups, cut to any run of
/// outputs; its axons are what the slice reaches, a few more, or every input.
SynapseMatrix draw_convolution();

/// Every legal choice of encoding, sharing, packing, splitting and access at a few word widths;
/// run_length at one width of runs, with or without learning; functional in each mode.
std::vector<EncodingChoice> draw_choices(const SynapseMatrix& matrix);

/// The same with learning. Precondition: no codebook.
std::vector<EncodingChoice> draw_learning_choices(const SynapseMatrix& matrix);

/// That every synapse is delivered with the level of its table, and every stored zero with 0.
void require_levels(const MemoryImage& image, const SynapseMatrix& matrix);

std::string describe(const EncodingChoice& choice);
std::string describe(const SynapseMatrix& matrix);

}  // namespace engram::random_matrix
