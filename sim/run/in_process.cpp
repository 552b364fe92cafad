#include "sim/run/in_process.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <deque>
#include <stdexcept>
#include <thread>

#include "sim/run/prepare.hpp"

namespace engram::sim {
namespace {

constexpr char kText = 't', kInputFault = 'i', kError = 'e';

std::string outcome_of(const std::function<std::string()>& work) {
  try {
    return kText + work();
  } catch (const InputFault& fault) {
    return kInputFault + std::string(fault.what());
  } catch (const std::exception& error) {
    return kError + std::string(error.what());
  }
}

void write_all(int descriptor, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t written = ::write(descriptor, bytes.data() + done, bytes.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;  // the parent is gone: nobody is left to tell
    done += static_cast<std::size_t>(written);
  }
}

std::string read_all(int descriptor) {
  std::string bytes;
  std::array<char, 65536> block{};
  while (true) {
    const ssize_t got = ::read(descriptor, block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return bytes;
    bytes.append(block.data(), static_cast<std::size_t>(got));
  }
}

struct Child {
  pid_t process = -1;
  int end = -1;  ///< of the pipe that its result comes through
};

Child start(const std::function<std::string()>& work) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) throw std::runtime_error("cannot make a pipe");
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    write_all(ends[1], outcome_of(work));
    ::close(ends[1]);
    std::fflush(nullptr);
    ::_exit(0);
  }
  ::close(ends[1]);
  if (child < 0) {
    ::close(ends[0]);
    throw std::runtime_error("cannot start a process");
  }
  return {child, ends[0]};
}

/// Waits for a child: its result behind the letter that says what it is.
std::string collect(const Child& child) {
  const std::string bytes = read_all(child.end);
  ::close(child.end);
  int status = 0;
  while (::waitpid(child.process, &status, 0) < 0 && errno == EINTR) {
  }
  if (!bytes.empty()) return bytes;
  return kError +
         ("a simulation process ended without a result (status " + std::to_string(status) + ")");
}

std::size_t processes_at_once() {
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8);
}

}  // namespace

std::vector<ProcessResult> run_in_processes(
    const std::vector<std::function<std::string()>>& works) {
  std::vector<ProcessResult> results;
  std::deque<Child> running;
  std::string error;
  const auto take = [&] {
    const std::string bytes = collect(running.front());
    running.pop_front();
    results.push_back({bytes.substr(1), bytes[0] == kInputFault});
    if (bytes[0] == kError && error.empty()) error = bytes.substr(1);
  };
  for (const auto& work : works) {
    if (running.size() == processes_at_once()) take();
    if (!error.empty()) break;
    try {
      running.push_back(start(work));
    } catch (const std::runtime_error& failed) {
      error = failed.what();
      break;
    }
  }
  while (!running.empty()) take();
  if (!error.empty()) throw std::runtime_error(error);
  return results;
}

std::vector<std::string> texts_of_processes(
    const std::vector<std::function<std::string()>>& works) {
  std::vector<std::string> texts;
  for (ProcessResult& result : run_in_processes(works)) {
    if (result.refused) throw InputFault(result.text);
    texts.push_back(std::move(result.text));
  }
  return texts;
}

std::string run_in_process(const std::function<std::string()>& work) {
  return texts_of_processes({work}).front();
}

}  // namespace engram::sim
