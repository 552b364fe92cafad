#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace engram::sim {

/// Energy in pJ of the reads and writes in an accesses.csv by memory, all blocks together, in order
/// of appearance: {"fc.list", 85.152}, ... Sums are exact. Throws InputFault where the file cannot
/// be read, has other columns or no whole number of attojoules somewhere.
std::vector<std::pair<std::string, double>> memory_energy(const std::filesystem::path& accesses);

}  // namespace engram::sim
