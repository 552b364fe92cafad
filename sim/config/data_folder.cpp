#include "sim/config/data_folder.hpp"

#include <dlfcn.h>
#include <link.h>

#include <cstdlib>

namespace engram::sim {
namespace {

namespace fs = std::filesystem;

/// Where the program, or the shared library, that this code is in was loaded from.
fs::path own_file() {
  Dl_info ignored{};
  void* found = nullptr;
  // The address of any object of ours will do.
  static const char here = 0;
  if (::dladdr1(&here, &ignored, &found, RTLD_DL_LINKMAP) == 0) return {};
  const char* const name = static_cast<const link_map*>(found)->l_name;  // a program's is empty
  std::error_code error;
  return fs::canonical(*name == '\0' ? "/proc/self/exe" : name, error);
}

/// PREFIX/share/engram/configs of PREFIX/bin/engram or PREFIX/lib/TRIPLET/libengram_dpi.so; empty
/// where there is none.
fs::path installed_folder() {
  fs::path folder = own_file().parent_path();
  for (int above = 0; above < 2 && folder.has_relative_path(); ++above) {
    folder = folder.parent_path();
    const fs::path data = folder / ENGRAM_INSTALLED_DATA;
    std::error_code error;
    if (fs::is_directory(data / "energy", error)) return data;
  }
  return {};
}

}  // namespace

fs::path data_folder() {
  const char* named = std::getenv("ENGRAM_DATA");
  if (named != nullptr && *named != '\0') return named;
  static const fs::path installed = installed_folder();
  return installed.empty() ? fs::path(ENGRAM_DATA_DIR) : installed;
}

}  // namespace engram::sim
