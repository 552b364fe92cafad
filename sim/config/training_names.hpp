#pragma once

#include <string>
#include <utility>
#include <vector>

#include "workloads/learn/training_options.hpp"

/// What a config calls the choices of workloads/learn and workloads/compress.
namespace engram::sim {

template <class Value>
using Names = std::vector<std::pair<std::string, Value>>;

inline const Names<workloads::LossKind> kLossNames = {
    {"van_rossum", workloads::LossKind::van_rossum},
    {"rate_cross_entropy", workloads::LossKind::rate_cross_entropy},
    {"rate_mse", workloads::LossKind::rate_mse},
    {"step_cross_entropy", workloads::LossKind::step_cross_entropy}};

inline const Names<workloads::OptimizerKind> kOptimizerNames = {
    {"sgd", workloads::OptimizerKind::sgd}, {"adam", workloads::OptimizerKind::adam}};

inline const Names<workloads::ScheduleKind> kScheduleNames = {
    {"constant", workloads::ScheduleKind::constant},
    {"step", workloads::ScheduleKind::step},
    {"cosine", workloads::ScheduleKind::cosine}};

inline const Names<workloads::SurrogateKind> kSurrogateNames = {
    {"superspike", workloads::SurrogateKind::superspike},
    {"atan", workloads::SurrogateKind::atan},
    {"triangle", workloads::SurrogateKind::triangle},
    {"sigmoid", workloads::SurrogateKind::sigmoid}};

inline const Names<workloads::QuantizerKind> kQuantizerNames = {
    {"uniform", workloads::QuantizerKind::uniform},
    {"learned", workloads::QuantizerKind::learned},
    {"duq", workloads::QuantizerKind::duq},
    {"wage", workloads::QuantizerKind::wage},
    {"ternary", workloads::QuantizerKind::ternary},
    {"power_of_two", workloads::QuantizerKind::power_of_two}};

inline const Names<workloads::PruneMethod> kPruneNames = {
    {"magnitude", workloads::PruneMethod::magnitude}, {"random", workloads::PruneMethod::random},
    {"n_of_m", workloads::PruneMethod::n_of_m},       {"rows", workloads::PruneMethod::rows},
    {"columns", workloads::PruneMethod::columns},     {"kernels", workloads::PruneMethod::kernels}};

inline const Names<workloads::PruneAware::Course> kCourseNames = {
    {"one_shot", workloads::PruneAware::Course::one_shot},
    {"gradual", workloads::PruneAware::Course::gradual},
    {"iterative", workloads::PruneAware::Course::iterative}};

template <class Value>
std::vector<std::string> names_of(const Names<Value>& names) {
  std::vector<std::string> all;
  for (const auto& [name, value] : names) all.push_back(name);
  return all;
}

/// Precondition: `name` is one of them.
template <class Value>
Value value_of(const Names<Value>& names, const std::string& name) {
  for (const auto& [known, value] : names) {
    if (known == name) return value;
  }
  return names.front().second;
}

}  // namespace engram::sim
