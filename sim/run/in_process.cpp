#include "sim/run/in_process.hpp"

#include <stdexcept>

#include "sim/run/prepare.hpp"

namespace engram::sim {

std::vector<ProcessResult> run_in_processes(
    const std::vector<std::function<std::string()>>& works) {
  std::vector<ProcessResult> results(works.size());
  std::string error;
  run_in_pool(
      works.size(), processes_at_once(), [&](std::size_t at) { return works[at](); },
      [&](std::size_t at, const ProcessResult& result) {
        results[at] = result;
        if (result.end == ProcessResult::End::failed && error.empty()) error = result.text;
        return error.empty();
      });
  if (!error.empty()) throw std::runtime_error(error);
  return results;
}

std::vector<std::string> texts_of_processes(
    const std::vector<std::function<std::string()>>& works) {
  std::vector<std::string> texts;
  for (ProcessResult& result : run_in_processes(works)) {
    if (result.end == ProcessResult::End::refused) throw InputFault(result.text);
    texts.push_back(std::move(result.text));
  }
  return texts;
}

std::string run_in_process(const std::function<std::string()>& work) {
  return texts_of_processes({work}).front();
}

}  // namespace engram::sim
