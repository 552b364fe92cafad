#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>

#include "sim/sweep/sweep_store.hpp"

namespace engram::sim {

struct SweepOptions {
  std::filesystem::path folder;    ///< results; made where it is not there
  std::size_t jobs = 1;            ///< points at once
  unsigned shard = 1, shards = 1;  ///< of all points, those whose number mod shards is shard - 1
  bool resume = false;             ///< the database is there: run what it lacks
};

/// How far a sweep is.
struct SweepCounts {
  std::size_t points = 0;           ///< of this shard
  std::size_t there = 0;            ///< already in the database when it began
  std::size_t ok = 0, refused = 0;  ///< since
  std::size_t failed = 0;
  std::size_t simulated = 0, priced = 0;  ///< of those ok
  std::size_t ended() const { return there + ok + refused + failed; }
};
using SweepProgress = std::function<void(const SweepCounts&)>;

/// sweep.db, or of a shard shard-K-of-N.db.
std::filesystem::path sweep_database(const SweepOptions& options);

/// Where spikes are kept, for all shards of a folder: README.md.
std::filesystem::path activity_folder(const SweepOptions& options);

/// Runs the points as point_tasks.hpp says and puts each into the database as it ends; a point that
/// is refused, or whose process dies, keeps its error and the others go on. On --resume points
/// whose process died are run again. A whole sweep is then written as write_sweep_tables says.
/// Throws before the first point: ConfigFault with the faults of all points' configs, InputFault
/// (two points that are the same run; a database that is, or is not, there; one of another sweep,
/// or begun with other contents of a file that the configs name), DatabaseFault. Call it before
/// this process touches SystemC.
SweepCounts run_sweep(const Sweep& sweep, const SweepOptions& options,
                      const SweepProgress& progress);

}  // namespace engram::sim
