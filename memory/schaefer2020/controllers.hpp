#pragma once

#include <memory>
#include <vector>

#include "memory/controller.hpp"
#include "memory/learning_controller.hpp"

/// Controllers of Layout::schaefer2020 behind the interfaces of the others. They count the words
/// that the study's energies hold, summed over the rows or columns of one dense pass (T = every tap
/// of every position, clipped ones too; W, L, B, R: the regions):
///
///   image             all rows             read_column, all columns   update_column, all columns
///   dense crossbar    N W_rd               N W_rd                     N (W_rd + W_wr)
///   dense bitmap      N/8 B_rd + nnz W_rd  N (B_rd + W_rd)            nnz (W_rd + W_wr)
///   dense index       2 nnz L_rd           (N + nnz) L_rd             nnz (L_rd + L_wr)
///   conv functional,  T W_rd               T W_rd                     T W_wr
///   conv bitmap
///   conv index        T L_rd               T (L_rd + 2/k^2 R_rd)      T (L_rd + L_wr)
///
/// `addresses`: positions that the controller visits on its way, N (index, bitmap) or T; none in a
/// crossbar, whose positions are its deliveries.
namespace engram::schaefer2020 {

/// Precondition of all: the image has the layout; it must outlive what is made.
std::unique_ptr<Controller> make_controller(const MemoryImage& image);

/// A machine of that study writes a kernel weight at every position that it serves.
/// `update_column` is allowed on convolutions too: codes are written for the synapses that
/// `read_column` gives, and every position costs its words. A weight ends as the last column that
/// was updated left it, so a learner that reads each column before it updates it steps, rounds and
/// saturates position by position. `update_kernel` leaves the codes that it is given, that is one
/// step of the summed gradient, and costs what `update_column` over all targets does: the words of
/// the machine, the arithmetic of every other layout.
std::unique_ptr<LearningController> make_learning(const MemoryImage& image, MemoryImage* writable);

/// The weights that `update_kernel` takes, in its order: all of the kernel, or those whose bit is
/// set. Precondition: the image shares a kernel.
std::vector<KernelWeight> kernel_weights(const MemoryImage& image);

}  // namespace engram::schaefer2020
