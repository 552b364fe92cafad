#pragma once

#include <gtest/gtest.h>

#include "controller_checks.hpp"

/// The tests of every controller: a program instantiates them with its cases.
namespace engram::cosim {

class ControllerLockStep : public testing::TestWithParam<TwinCase> {};
/// A case, and the number of a fault that is planted in it.
class ControllerFaults : public testing::TestWithParam<std::tuple<TwinCase, int>> {};

inline std::string case_name(const testing::TestParamInfo<TwinCase>& info) {
  return info.param.name;
}
inline std::string fault_name(const testing::TestParamInfo<std::tuple<TwinCase, int>>& info) {
  return std::get<0>(info.param).name + "_" + std::to_string(std::get<1>(info.param));
}

}  // namespace engram::cosim
