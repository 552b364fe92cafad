#include "plain_evaluator.hpp"

#include <cmath>

namespace engram::workloads {
namespace {

using Values = std::vector<double>;

double number(const PlainNode& node, const std::string& field, std::size_t at = 0) {
  const auto found = node.fields.find(field);
  if (found == node.fields.end()) return 0.0;
  return found->second.values.size() == 1 ? found->second.values[0] : found->second.values.at(at);
}

std::int64_t whole(const PlainNode& node, const std::string& field, std::size_t at = 0) {
  return static_cast<std::int64_t>(number(node, field, at));
}

Values matrix(const PlainNode& node, const Values& x) {
  const PlainField& weight = node.fields.at("weight");
  const std::size_t batches = weight.shape.size() == 3 ? weight.shape[0] : 1;
  const std::size_t outs = weight.shape[weight.shape.size() - 2], ins = weight.shape.back();
  Values y;
  for (std::size_t row = 0; row < batches * outs; ++row) {
    double sum = node.type == "Affine" ? node.fields.at("bias").values[row] : 0.0;
    for (std::size_t in = 0; in < ins; ++in) {
      sum += weight.values[row * ins + in] * x[row / outs * ins + in];
    }
    y.push_back(sum);
  }
  return y;
}

/// Value of a map at (c, y, x); 0 beyond its border.
double place(const Values& map, const Shape& s, std::int64_t c, std::int64_t y, std::int64_t x) {
  if (y < 0 || x < 0 || y >= s.height || x >= s.width) return 0.0;
  return map[static_cast<std::size_t>((c * s.height + y) * s.width + x)];
}

template <class Value>
Values for_each_place(const Shape& out, Value value) {
  Values result;
  for (std::int64_t c = 0; c < out.channels; ++c) {
    for (std::int64_t y = 0; y < out.height; ++y) {
      for (std::int64_t x = 0; x < out.width; ++x) result.push_back(value(c, y, x));
    }
  }
  return result;
}

Values convolution(const PlainNode& node, const Values& input) {
  const PlainField& weight = node.fields.at("weight");
  const bool flat = node.type == "Conv1d";
  const auto ins = static_cast<std::int64_t>(weight.shape[1]);
  const auto height = static_cast<std::int64_t>(flat ? 1 : weight.shape[2]);
  const auto width = static_cast<std::int64_t>(weight.shape.back());
  const std::int64_t stride = whole(node, "stride"), pad = whole(node, "padding");
  const std::int64_t outs_a_group = node.out.channels / whole(node, "groups");
  return for_each_place(node.out, [&](std::int64_t c, std::int64_t y, std::int64_t x) {
    double sum = number(node, "bias", static_cast<std::size_t>(c));
    for (std::int64_t in = 0; in < ins; ++in) {
      for (std::int64_t ky = 0; ky < height; ++ky) {
        for (std::int64_t kx = 0; kx < width; ++kx) {
          const auto at = static_cast<std::size_t>(((c * ins + in) * height + ky) * width + kx);
          sum += weight.values[at] * place(input, node.in, c / outs_a_group * ins + in,
                                           flat ? 0 : y * stride + ky - pad, x * stride + kx - pad);
        }
      }
    }
    return sum;
  });
}

Values pool(const PlainNode& node, const Values& input) {
  const std::int64_t height = whole(node, "kernel_size", 0), width = whole(node, "kernel_size", 1);
  const std::int64_t stride = whole(node, "stride", 0);
  const std::int64_t pad_y = whole(node, "padding", 0), pad_x = whole(node, "padding", 1);
  return for_each_place(node.out, [&](std::int64_t c, std::int64_t y, std::int64_t x) {
    double sum = 0.0;
    for (std::int64_t ky = 0; ky < height; ++ky) {
      for (std::int64_t kx = 0; kx < width; ++kx) {
        sum += place(input, node.in, c, y * stride + ky - pad_y, x * stride + kx - pad_x);
      }
    }
    return node.type == "AvgPool2d" ? sum / static_cast<double>(height * width) : sum;
  });
}

Values scale(const PlainNode& node, const Values& x) {
  const PlainField& factor = node.fields.at("scale");
  Values y;
  for (std::size_t at = 0; at < x.size(); ++at) {
    const bool channels = factor.values.size() == node.in.channels;
    const std::size_t from = factor.values.size() == x.size() ? at
                             : channels                       ? at / node.in.height / node.in.width
                                                              : 0;
    y.push_back(x[at] * factor.values[from]);
  }
  return y;
}

struct State {
  double membrane = 0, current = 0;
};

/// Forward Euler; CubaLIF and CubaLI with the current of the step before.
void integrate(const PlainNode& node, double x, State& s) {
  const double r = number(node, "r"), leak = number(node, "v_leak");
  if (node.type == "Threshold") {
    s.membrane = x;
  } else if (node.type == "IF" || node.type == "I") {
    s.membrane += r * x;
  } else {
    const bool current = node.type.starts_with("Cuba");
    const double a = plain_dt / number(node, current ? "tau_mem" : "tau");
    const double drive = current ? s.current : x;
    s.membrane += a * ((leak - s.membrane) + r * drive);
    if (!current) return;
    const double w_in = node.fields.contains("w_in") ? number(node, "w_in") : 1.0;
    s.current += plain_dt / number(node, "tau_syn") * (w_in * x - s.current);
  }
}

/// The spike, or the membrane of a readout. CubaLIF resets by subtraction, the others to v_reset.
double advance(const PlainNode& node, double x, State& s) {
  integrate(node, x, s);
  if (node.type == "I" || node.type == "LI" || node.type == "CubaLI") return s.membrane;
  const double threshold = number(node, node.type == "Threshold" ? "threshold" : "v_threshold");
  if (!(s.membrane > threshold)) return 0.0;
  s.membrane = node.type == "CubaLIF" ? s.membrane - threshold : number(node, "v_reset");
  return 1.0;
}

class Evaluator {
 public:
  Evaluator(const PlainGraph& graph, const std::vector<Values>& input)
      : graph_(graph), input_(input) {
    for (const PlainNode& node : graph.nodes) {
      nodes_[node.name] = &node;
      states_[node.name].resize(node.out.size());
    }
    for (const PlainNode& node : graph.nodes) rest_[node.name] = at_rest(node);
  }

  PlainResult run() {
    for (std::size_t t = 0; t < input_.size(); ++t) {
      for (const PlainNode& node : graph_.nodes) result_.values[node.name].push_back(step(node, t));
    }
    return std::move(result_);
  }

 private:
  static bool is_neuron(const PlainNode& node) {
    return node.fields.contains("r") || node.type == "Threshold";
  }

  /// What a node shows while nothing spikes.
  Values at_rest(const PlainNode& node) {
    if (is_neuron(node) || node.sources.empty()) return Values(node.out.size(), 0.0);
    Values x(node.in.size(), 0.0);
    for (const std::string& source : node.sources) add(rest_.at(source), x);
    return node.type == "Delay" ? x : linear(node, x);
  }

  static void add(const Values& more, Values& sum) {
    for (std::size_t at = 0; at < sum.size(); ++at) sum[at] += more.at(at);
  }

  /// A source's value for timestep t; before the first one it rests.
  const Values& value(const std::string& source, std::size_t t, std::size_t delay) const {
    return t < delay ? rest_.at(source) : result_.values.at(source).at(t - delay);
  }

  Values step(const PlainNode& node, std::size_t t) {
    if (node.type == "Input" && node.sources.empty()) return input_[t];
    Values x(node.in.size(), 0.0);
    for (const std::string& source : node.sources) {
      add(value(source, t, nodes_.at(source)->late ? 1 : 0), x);
    }
    if (node.type == "Delay") {
      for (std::size_t at = 0; at < x.size(); ++at) {
        const auto delay =
            static_cast<std::size_t>(std::lround(number(node, "delay", at) / plain_dt));
        if (delay > 0) x[at] = value(node.sources[0], t, delay).at(at);
      }
      return x;
    }
    if (!is_neuron(node)) return linear(node, x);
    for (std::size_t at = 0; at < x.size(); ++at) {
      x[at] = advance(node, x[at], states_.at(node.name)[at]);
    }
    return x;
  }

  static Values linear(const PlainNode& node, const Values& x) {
    if (node.type == "Affine" || node.type == "Linear") return matrix(node, x);
    if (node.type == "Conv1d" || node.type == "Conv2d") return convolution(node, x);
    if (node.type == "SumPool2d" || node.type == "AvgPool2d") return pool(node, x);
    if (node.type == "Scale") return scale(node, x);
    return x;  // Flatten, ports, Output
  }

  const PlainGraph& graph_;
  const std::vector<Values>& input_;
  std::map<std::string, const PlainNode*> nodes_;
  std::map<std::string, std::vector<State>> states_;
  std::map<std::string, Values> rest_;
  PlainResult result_;
};

}  // namespace

PlainResult evaluate(const PlainGraph& graph, const std::vector<std::vector<double>>& input) {
  return Evaluator(graph, input).run();
}

}  // namespace engram::workloads
