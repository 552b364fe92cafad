#include "sim/run/process_pool.hpp"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <thread>
#include <vector>

#include "sim/run/prepare.hpp"

namespace engram::sim {
namespace {

using End = ProcessResult::End;
constexpr char kText = 't', kInputFault = 'i', kError = 'e';

std::string outcome_of(const std::function<std::string(std::size_t)>& work, std::size_t index) {
  try {
    return kText + work(index);
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

struct Child {
  std::size_t index = 0;
  pid_t process = -1;
  int end = -1;       ///< of the pipe that its result comes through
  std::string bytes;  ///< so far
};

Child start(const std::function<std::string(std::size_t)>& work, std::size_t index) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) throw std::runtime_error("cannot make a pipe");
  std::fflush(nullptr);
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(1);  // it died before it could be watched
    ::close(ends[0]);
    write_all(ends[1], outcome_of(work, index));
    ::close(ends[1]);
    std::fflush(nullptr);
    ::_exit(0);
  }
  ::close(ends[1]);
  if (child < 0) {
    ::close(ends[0]);
    throw std::runtime_error("cannot start a process");
  }
  return {index, child, ends[0], {}};
}

/// Those under way. Where an exception ends the pool, they end with it.
struct Running : std::vector<Child> {
  Running() = default;
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() {
    for (const Child& child : *this) {
      ::kill(child.process, SIGKILL);
      ::close(child.end);
      ::waitpid(child.process, nullptr, 0);
    }
  }
};

/// Takes what there is; whether the process has said all.
bool read_some(Child& child) {
  std::array<char, 65536> block{};
  const ssize_t got = ::read(child.end, block.data(), block.size());
  if (got < 0 && errno == EINTR) return false;
  if (got <= 0) return true;
  child.bytes.append(block.data(), static_cast<std::size_t>(got));
  return false;
}

std::string how_it_died(int status) {
  if (WIFSIGNALED(status)) {
    return "a simulation process was ended by signal " + std::to_string(WTERMSIG(status)) + " (" +
           ::strsignal(WTERMSIG(status)) + ")";
  }
  return "a simulation process ended without a result (status " + std::to_string(status) + ")";
}

ProcessResult collect(const Child& child) {
  ::close(child.end);
  int status = 0;
  while (::waitpid(child.process, &status, 0) < 0 && errno == EINTR) {
  }
  // A result counts only if the process lived to its end: else it may be cut short.
  const bool whole = !child.bytes.empty() && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  if (!whole) return {End::failed, how_it_died(status)};
  const char kind = child.bytes[0];
  return {kind == kText         ? End::done
          : kind == kInputFault ? End::refused
                                : End::failed,
          child.bytes.substr(1)};
}

/// Waits until a process has said all, and takes it out of those that run.
Child next_to_end(Running& running) {
  while (true) {
    std::vector<pollfd> ends;
    for (const Child& child : running) ends.push_back({child.end, POLLIN, 0});
    if (::poll(ends.data(), ends.size(), -1) < 0) continue;
    for (std::size_t at = 0; at < running.size(); ++at) {
      if (ends[at].revents == 0 || !read_some(running[at])) continue;
      Child ended = std::move(running[at]);
      running.erase(running.begin() + static_cast<std::ptrdiff_t>(at));
      return ended;
    }
  }
}

}  // namespace

void run_in_pool(std::size_t count, std::size_t jobs,
                 const std::function<std::string(std::size_t)>& work,
                 const std::function<bool(std::size_t, const ProcessResult&)>& ended) {
  Running running;
  std::string error;
  bool go_on = true;
  for (std::size_t next = 0; (go_on && next < count) || !running.empty();) {
    if (go_on && next < count && running.size() < jobs) {
      try {
        running.push_back(start(work, next++));
      } catch (const std::runtime_error& failed) {
        error = failed.what();
        go_on = false;
      }
      continue;
    }
    const Child child = next_to_end(running);
    if (!ended(child.index, collect(child))) go_on = false;
  }
  if (!error.empty()) throw std::runtime_error(error);
}

std::size_t processes_at_once() {
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8);
}

}  // namespace engram::sim
