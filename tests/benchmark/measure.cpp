#include "tests/benchmark/measure.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <limits>
#include <sstream>
#include <stdexcept>

#include "sim/run/in_process.hpp"

namespace engram::bench {
namespace {

std::uint64_t status_bytes(const std::string& key) {
  std::ifstream status("/proc/self/status");
  for (std::string name; status >> name;) {
    std::uint64_t kib = 0;
    if (name == key && status >> kib) return kib * 1024;
    status.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
  }
  throw std::runtime_error("/proc/self/status has no " + key);
}

double children_seconds() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

double seconds_of(const std::function<void()>& work) {
  const double begin = cpu_seconds();
  work();
  return cpu_seconds() - begin;
}

}  // namespace

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9 +
         children_seconds();
}

std::uint64_t resident_bytes() {
  return status_bytes("VmRSS:");
}

std::uint64_t peak_bytes() {
  return status_bytes("VmHWM:");
}

Least least_of(int repetitions, const std::function<void()>& ours,
               const std::function<void()>& bare) {
  Least least{std::numeric_limits<double>::max(), std::numeric_limits<double>::max()};
  for (int k = 0; k < repetitions; ++k) {
    least.ours = std::min(least.ours, seconds_of(ours));
    least.bare = std::min(least.bare, seconds_of(bare));
  }
  return least;
}

double least_of(int repetitions, const std::function<void()>& work) {
  return least_of(repetitions, work, [] {}).ours;
}

Figures apart(const std::function<Figures()>& work) {
  const std::string text = sim::run_in_process([&] {
    std::ostringstream out;
    out.precision(17);
    for (const auto& [name, value] : work()) out << name << ' ' << value << '\n';
    return out.str();
  });
  Figures figures;
  std::istringstream in(text);
  std::string name;
  for (double value = 0; in >> name >> value;) figures[name] = value;
  return figures;
}

double program_seconds(int repetitions, const std::string& program, const std::string& arguments) {
  double least = std::numeric_limits<double>::max();
  const std::string command = program + " " + arguments + " > /dev/null";
  for (int k = 0; k < repetitions; ++k) {
    const double begin = children_seconds();
    if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
    least = std::min(least, children_seconds() - begin);
  }
  return least;
}

}  // namespace engram::bench
