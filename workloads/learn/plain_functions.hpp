#pragma once

/// Elementary functions from additions and multiplications alone, within a few units in the last
/// place. The C library chooses its own by processor, and training must not depend on that.
namespace engram::workloads::learn {

/// e^x; 0 below -708, e^708 above.
double exponential(double x);
/// ln x of a positive normal number.
double logarithm(double x);
/// cos(pi x) for x in [0, 1].
double cosine_of_half_turns(double x);

}  // namespace engram::workloads::learn
