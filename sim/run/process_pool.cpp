#include "sim/run/process_pool.hpp"

#include <malloc.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "sim/run/prepare.hpp"
#include "workloads/network/large_pages.hpp"

namespace engram::sim {
namespace {

using End = ProcessResult::End;
constexpr char kReport = 'r', kText = 't', kInputFault = 'i', kError = 'e';

void write_all(int descriptor, const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t written = ::write(descriptor, bytes.data() + done, bytes.size() - done);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;  // the parent is gone: nobody is left to tell
    done += static_cast<std::size_t>(written);
  }
}

/// What goes through a pipe: 8 bytes of size, a kind, the text.
void send(int descriptor, char kind, const std::string& text) {
  const std::uint64_t size = text.size();
  std::string message(reinterpret_cast<const char*>(&size), sizeof size);
  write_all(descriptor, (message += kind) += text);
}

void work_in_child(PoolWork& works, std::size_t index, int pipe) {
  try {
    const std::string text =
        works.work(index, [pipe](const std::string& said) { send(pipe, kReport, said); });
    send(pipe, kText, text);
  } catch (const InputFault& fault) {
    send(pipe, kInputFault, fault.what());
  } catch (const std::exception& error) {
    send(pipe, kError, error.what());
  }
}

struct Child {
  std::size_t index = 0;
  pid_t process = -1;
  int end = -1;       ///< of the pipe that its words come through
  std::string bytes;  ///< not yet taken apart
  std::optional<std::pair<char, std::string>> result;
};

/// A process that ends soon need not give memory back before: the system hands it out page by page,
/// which takes longer than much of what is done with it. For the same reason the first of it comes
/// in large pages where there are any; what is not used is only an address.
void keep_memory() {
#if defined(M_MMAP_MAX) && !defined(__SANITIZE_ADDRESS__)
  ::mallopt(M_MMAP_MAX, 0);
  ::mallopt(M_TRIM_THRESHOLD, INT_MAX);
  constexpr std::size_t kBytes = std::size_t{256} << 20;
  void* const heap = std::malloc(kBytes);
  if (heap != nullptr) workloads::prefer_large_pages(heap, kBytes);
  std::free(heap);
#endif
}

Child start(PoolWork& works, std::size_t index) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) throw std::runtime_error("cannot make a pipe");
  std::fflush(nullptr);
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(1);  // it died before it could be watched
    ::close(ends[0]);
    keep_memory();
    work_in_child(works, index, ends[1]);
    ::close(ends[1]);
    std::fflush(nullptr);
    ::_exit(0);
  }
  ::close(ends[1]);
  if (child < 0) {
    ::close(ends[0]);
    throw std::runtime_error("cannot start a process");
  }
  return {index, child, ends[0], {}, {}};
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
  // A result counts only if the process lived to its end.
  const bool whole = child.result && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  if (!whole) return {End::failed, how_it_died(status)};
  const char kind = child.result->first;
  return {kind == kText         ? End::done
          : kind == kInputFault ? End::refused
                                : End::failed,
          child.result->second};
}

/// Passes on what is whole of what a process has said.
void take_apart(Child& child, PoolWork& works) {
  std::uint64_t size = 0;
  std::size_t at = 0;
  while (child.bytes.size() - at > sizeof size) {
    std::memcpy(&size, child.bytes.data() + at, sizeof size);
    if (child.bytes.size() - at - sizeof size - 1 < size) break;
    const char kind = child.bytes[at + sizeof size];
    std::string text = child.bytes.substr(at + sizeof size + 1, size);
    at += sizeof size + 1 + size;
    if (kind == kReport) {
      works.said(child.index, text);
    } else {
      child.result = {kind, std::move(text)};
    }
  }
  child.bytes.erase(0, at);
}

/// Waits until some process says something or ends; one that has said all is taken out.
void listen(Running& running, PoolWork& works) {
  std::vector<pollfd> ends;
  for (const Child& child : running) ends.push_back({child.end, POLLIN, 0});
  if (::poll(ends.data(), ends.size(), -1) < 0) return;
  for (std::size_t at = ends.size(); at-- > 0;) {
    if (ends[at].revents == 0) continue;
    const bool said_all = read_some(running[at]);
    take_apart(running[at], works);
    if (!said_all) continue;
    const Child ended = std::move(running[at]);
    running.erase(running.begin() + static_cast<std::ptrdiff_t>(at));
    works.ended(ended.index, collect(ended));
  }
}

/// Works that say nothing before they end, in order.
class SilentWorks final : public PoolWork {
 public:
  SilentWorks(std::size_t count, const std::function<std::string(std::size_t)>& work,
              const std::function<bool(std::size_t, const ProcessResult&)>& ended)
      : count_(count), work_(work), ended_(ended) {}
  std::optional<std::size_t> next() override {
    if (next_ == count_) return std::nullopt;
    return next_++;
  }
  std::string work(std::size_t index, const Report&) override { return work_(index); }
  void said(std::size_t, const std::string&) override {}
  void ended(std::size_t index, const ProcessResult& result) override {
    if (!ended_(index, result)) count_ = next_;
  }

 private:
  std::size_t count_, next_ = 0;
  const std::function<std::string(std::size_t)>& work_;
  const std::function<bool(std::size_t, const ProcessResult&)>& ended_;
};

}  // namespace

void run_pool(PoolWork& works, std::size_t jobs) {
  Running running;
  std::string error;
  while (true) {
    while (error.empty() && running.size() < jobs) {
      const std::optional<std::size_t> index = works.next();
      if (!index) break;
      try {
        running.push_back(start(works, *index));
      } catch (const std::runtime_error& failed) {
        error = failed.what();
      }
    }
    if (running.empty()) break;
    listen(running, works);
  }
  if (!error.empty()) throw std::runtime_error(error);
}

void run_in_pool(std::size_t count, std::size_t jobs,
                 const std::function<std::string(std::size_t)>& work,
                 const std::function<bool(std::size_t, const ProcessResult&)>& ended) {
  SilentWorks works(count, work, ended);
  run_pool(works, jobs);
}

std::size_t processes_at_once() {
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 8);
}

}  // namespace engram::sim
