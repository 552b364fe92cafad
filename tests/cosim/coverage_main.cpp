#include <cstdio>
#include <exception>
#include <filesystem>

#include "coverage_points.hpp"

/// cosim_coverage FOLDER: prints line and toggle coverage over all *.dat of a folder, and fails
/// below 90 % of the lines.
int main(int argc, char** argv) {
  constexpr double kLeast = 90.0;
  if (argc != 2) return std::fputs("usage: cosim_coverage FOLDER\n", stderr), 2;
  try {
    engram::cosim::CoveragePoints points;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
      if (entry.path().extension() == ".dat") points.add(entry.path());
    }
    const auto lines = points.lines(), toggles = points.toggles();
    std::printf("lines %.1f %% (%ju of %ju), toggles %.1f %% (%ju of %ju)\n", lines.percent(),
                std::uintmax_t{lines.reached}, std::uintmax_t{lines.all}, toggles.percent(),
                std::uintmax_t{toggles.reached}, std::uintmax_t{toggles.all});
    std::printf("%s", points.missed_lines().c_str());
    return lines.percent() >= kLeast ? 0 : 1;
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "cosim_coverage: %s\n", fault.what());
    return 1;
  }
}
