#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace engram::sim {

/// How a process ended.
struct ProcessResult {
  enum class End {
    done,     ///< text: what its work returned
    refused,  ///< text: that of the InputFault that ended it
    failed    ///< text: of any other exception, or how the process died
  } end = End::done;
  std::string text;
};

/// Works that are done in processes of their own. Everything but `work` is called here.
class PoolWork {
 public:
  virtual ~PoolWork() = default;
  /// Tells the pool something before the work is done.
  using Report = std::function<void(const std::string&)>;
  /// The work to begin next; nothing: none, until another has said something or ended.
  virtual std::optional<std::size_t> next() = 0;
  /// What it returns is the text of its result.
  virtual std::string work(std::size_t index, const Report& report) = 0;
  /// What a work reports, in order, as it comes.
  virtual void said(std::size_t index, const std::string& text) = 0;
  virtual void ended(std::size_t index, const ProcessResult& result) = 0;
};

/// Runs them, at most `jobs` (at least 1) at once, until there is none and all have ended.
/// Processes do not outlive this one, whatever ends it. Throws std::runtime_error where no process
/// can be started, after all have ended.
void run_pool(PoolWork& works, std::size_t jobs);

/// Runs work(0) ... work(count - 1), each in a process of its own and begun in this order, at most
/// `jobs` (at least 1) at once. `ended` is told here as each ends, in whatever order they do; once
/// it returns false none is begun any more, and those under way are waited for.
/// Processes do not outlive this one, whatever ends it. Throws std::runtime_error where no process
/// can be started, after all have ended.
void run_in_pool(std::size_t count, std::size_t jobs,
                 const std::function<std::string(std::size_t)>& work,
                 const std::function<bool(std::size_t, const ProcessResult&)>& ended);

/// One for each processor of the machine, 8 at most.
std::size_t processes_at_once();

}  // namespace engram::sim
