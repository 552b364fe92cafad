#include "sim/run/in_process.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <stdexcept>

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

}  // namespace

std::string run_in_process(const std::function<std::string()>& work) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) throw std::runtime_error("cannot make a pipe");
  std::fflush(nullptr);
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("cannot start a process");
  if (child == 0) {
    ::close(ends[0]);
    write_all(ends[1], outcome_of(work));
    ::close(ends[1]);
    std::fflush(nullptr);
    ::_exit(0);
  }
  ::close(ends[1]);
  const std::string bytes = read_all(ends[0]);
  ::close(ends[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (bytes.empty()) {
    throw std::runtime_error("a simulation process ended without a result (status " +
                             std::to_string(status) + ")");
  }
  const std::string text = bytes.substr(1);
  if (bytes[0] == kInputFault) throw InputFault(text);
  if (bytes[0] == kError) throw std::runtime_error(text);
  return text;
}

}  // namespace engram::sim
