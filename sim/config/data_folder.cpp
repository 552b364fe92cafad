#include "sim/config/data_folder.hpp"

#include <cstdlib>

namespace engram::sim {

std::filesystem::path data_folder() {
  const char* named = std::getenv("ENGRAM_DATA");
  return named != nullptr && *named != '\0' ? named : ENGRAM_DATA_DIR;
}

}  // namespace engram::sim
