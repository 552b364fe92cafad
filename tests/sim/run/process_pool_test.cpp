#include "sim/run/process_pool.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <map>
#include <stdexcept>

#include "sim/run/prepare.hpp"

/// Work in processes: what each gave, however it ended.
namespace engram::sim {
namespace {

using PoolEnd = ProcessResult::End;

std::map<std::size_t, ProcessResult> run_pool(std::size_t count, std::size_t jobs,
                                              const std::function<std::string(std::size_t)>& work) {
  std::map<std::size_t, ProcessResult> results;
  run_in_pool(count, jobs, work, [&](std::size_t at, const ProcessResult& result) {
    EXPECT_TRUE(results.emplace(at, result).second);
    return true;
  });
  return results;
}

TEST(ProcessPool, TellsWhatEachGave) {
  for (const std::size_t jobs : {1, 3, 20}) {
    const auto results = run_pool(9, jobs, [](std::size_t at) {
      return std::string(at == 4 ? 300000 : 1, static_cast<char>('a' + at));
    });
    ASSERT_EQ(results.size(), 9U);
    EXPECT_EQ(results.at(2).text, "c");
    EXPECT_EQ(results.at(4).text.size(), 300000U);  // more than a pipe holds
  }
}

TEST(ProcessPool, SaysHowAProcessEnded) {
  const auto results = run_pool(5, 2, [](std::size_t at) -> std::string {
    if (at == 1) throw InputFault("no");
    if (at == 2) throw std::runtime_error("broken");
    if (at == 3) ::raise(SIGKILL);
    if (at == 4) ::_exit(7);
    return "";
  });
  EXPECT_EQ(results.at(0).end, PoolEnd::done);
  EXPECT_EQ(results.at(1).end, PoolEnd::refused);
  EXPECT_EQ(results.at(1).text, "no");
  EXPECT_EQ(results.at(2).end, PoolEnd::failed);
  EXPECT_EQ(results.at(2).text, "broken");
  EXPECT_EQ(results.at(3).end, PoolEnd::failed);
  EXPECT_NE(results.at(3).text.find("signal 9"), std::string::npos);
  EXPECT_EQ(results.at(4).end, PoolEnd::failed);
}

TEST(ProcessPool, BeginsNoneOnceItIsToldToStop) {
  std::size_t ended = 0;
  run_in_pool(
      100, 1, [](std::size_t) { return "x"; },
      [&](std::size_t, const ProcessResult&) { return ++ended < 3; });
  EXPECT_EQ(ended, 3U);
}

}  // namespace
}  // namespace engram::sim
