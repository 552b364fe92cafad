#pragma once

#include <hdf5.h>

namespace engram::workloads {

/// Whether every field of an integer or floating-point type lies inside the bytes of a number. The
/// library converts by the fields as the file gives them, wherever they point.
bool bits_lie_inside(hid_t type);

}  // namespace engram::workloads
