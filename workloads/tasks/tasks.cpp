#include "workloads/tasks/task.hpp"

namespace engram::workloads {

const std::vector<TaskKind>& tasks() {
  static const std::vector<TaskKind> all = {
      {"retention",
       "one spatio-temporal pattern: groups of inputs with Poisson intervals, a figure of two "
       "rings as the output's target"},
      {"randman",
       "classes are random smooth manifolds; a point on one is coded by spike times or rates"},
      {"images", "images of an IDX, .npy or CSV file with classes, through an encoder"},
      {"events", "event recordings with classes: folders, or labels in a file"}};
  return all;
}

}  // namespace engram::workloads
