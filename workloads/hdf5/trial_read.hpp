#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace engram::workloads {

/// Opens the file and reads all of it, in a child process of bounded time and memory. HDF5 1.10
/// crashes, hangs or asks for all memory on some damaged files; where the child does, nothing of
/// ours has come to harm. Returns the HDF5 path at which it failed ("/": while opening), or nothing
/// for a file that can be read. What is merely refused (see Hdf5File) is no failure.
///
/// The child gets 10 s of processor time and one more for each 10 MB of file, and 4 GiB of address
/// space beyond the program's own. The file tried last is not tried again while it stays as it is.
/// Throws std::system_error where no process can be started.
std::optional<std::string> trial_read(const std::filesystem::path& file);

}  // namespace engram::workloads
