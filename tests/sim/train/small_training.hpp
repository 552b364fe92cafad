#pragma once

namespace engram::sim {

/// A training config that learns within a second: a generated task, 6, 12 and 3 neurons.
inline constexpr const char* kSmallTraining = R"({
  "name": "small",
  "workload": {
    "network": {
      "populations": [
        { "name": "in", "shape": [6], "neuron": { "model": "input" } },
        { "name": "mid", "shape": [12], "neuron": { "model": "lif", "decay": 0.9, "reset": "subtract" } },
        { "name": "out", "shape": [3], "output": true,
          "neuron": { "model": "lif", "decay": 0.9, "reset": "subtract" } }
      ],
      "projections": [
        { "name": "a", "source": "in", "target": "mid", "type": "dense",
          "weights": { "distribution": "fan_in_normal", "gain": 2 } },
        { "name": "b", "source": "mid", "target": "out", "type": "dense",
          "weights": { "distribution": "fan_in_normal", "gain": 2 } }
      ]
    },
    "task": { "randman": { "classes": 3, "units": 6, "timesteps": 12, "dimensions": 1, "smoothness": 2,
                           "train_per_class": 40, "test_per_class": 20 } }
  },
  "training": { "epochs": 40, "batch": 8, "optimizer": { "rate": 0.01 } }
})";

}  // namespace engram::sim
