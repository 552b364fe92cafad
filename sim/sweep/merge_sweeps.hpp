#pragma once

#include <filesystem>
#include <vector>

namespace engram::sim {

/// Joins databases of one sweep, its shards or parts of them, into `folder`/sweep.db, with the
/// tables of a whole sweep beside it. The same point in two must have come to the same; a process
/// that died yields to a result. Throws InputFault with all that is wrong, DatabaseFault: not one
/// sweep, disagreement, points that no database has, a sweep.db that is there already; then nothing
/// is written. Returns the number of points.
std::size_t merge_sweeps(const std::vector<std::filesystem::path>& databases,
                         const std::filesystem::path& folder);

}  // namespace engram::sim
