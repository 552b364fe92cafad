#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace engram::bench {

/// Processor time of this process and of those it has waited for, in seconds: what a busy machine
/// takes away is not in it.
double cpu_seconds();

/// Bytes of this process in memory, now and at most since it began.
std::uint64_t resident_bytes();
std::uint64_t peak_bytes();

/// Least processor seconds of each, run in turn so that a slow stretch of the machine meets both.
struct Least {
  double ours = 0, bare = 0;
};
Least least_of(int repetitions, const std::function<void()>& ours,
               const std::function<void()>& bare);
/// The same of one alone.
double least_of(int repetitions, const std::function<void()>& work);

/// Figures by name, measured in a process of its own: SystemC elaborates once a process, and memory
/// is that of one chip. Throws std::runtime_error with what the process threw.
using Figures = std::map<std::string, double>;
Figures apart(const std::function<Figures()>& work);

/// Least processor seconds of a program and of all that it starts. Throws std::runtime_error where
/// it fails; what it prints is dropped.
double program_seconds(int repetitions, const std::string& program, const std::string& arguments);

}  // namespace engram::bench
