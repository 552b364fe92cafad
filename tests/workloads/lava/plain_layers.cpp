#include "tests/workloads/lava/plain_layers.hpp"

namespace engram::workloads::plain {
namespace {

/// What arrives of neuron n of the layer before at time t.
class Arriving {
 public:
  Arriving(const Trains& spikes, const std::vector<int>& delays, int delay)
      : spikes_(spikes), delays_(delays), delay_(delay) {}
  int operator()(int t, int n) const {
    const int then = t - delay_ - (delays_.empty() ? 0 : delays_[n]);
    return then < 0 ? 0 : spikes_[then][n];
  }

 private:
  const Trains& spikes_;
  const std::vector<int>& delays_;
  int delay_;
};

long dense(const Layer& layer, int o, int t, const Arriving& in) {
  long sum = 0;
  for (int i = 0; i < layer.in.size(); ++i) {
    sum += layer.weights[o * layer.in.size() + i] * in(t, i);
  }
  return sum;
}

/// Sum over the window of one output place; a pool sees its own channel.
long window(const Layer& layer, int o, int t, const Arriving& in) {
  const int x = o % layer.out.width, y = o / layer.out.width % layer.out.height;
  const int channel = o / layer.out.width / layer.out.height;
  const bool pool = layer.kind == Layer::Kind::pool;
  const int width = pool ? 1 : layer.in.channels / layer.groups;
  const int first = pool ? channel : channel / (layer.out.channels / layer.groups) * width;
  long sum = 0;
  for (int c = 0; c < width; ++c) {
    for (int ky = 0; ky < layer.kernel_y; ++ky) {
      for (int kx = 0; kx < layer.kernel_x; ++kx) {
        const int iy = y * layer.stride + ky * layer.dilation - layer.padding;
        const int ix = x * layer.stride + kx * layer.dilation - layer.padding;
        if (iy < 0 || ix < 0 || iy >= layer.in.height || ix >= layer.in.width) continue;
        const int tap = pool ? ky * layer.kernel_x + kx
                             : ((channel * width + c) * layer.kernel_y + ky) * layer.kernel_x + kx;
        const int i = ((first + c) * layer.in.height + iy) * layer.in.width + ix;
        sum += layer.weights[tap] * in(t, i);
      }
    }
  }
  return sum;
}

struct Neuron {
  long u = 0, v = 0;
  int wait = 0;
};

int step(const Layer& layer, int o, long input, bool equal, Neuron& neuron) {
  neuron.u = neuron.u * (4096 - layer.current_decay[o]) / 4096 + input * 64;
  const long plane = layer.out.height * layer.out.width;
  const bool by_channel = layer.bias.size() == static_cast<std::size_t>(layer.out.channels);
  const long bias = layer.bias.empty() ? 0 : layer.bias[by_channel ? o / plane : o];
  if (neuron.wait > 0) {
    --neuron.wait;
    return 0;
  }
  neuron.v = neuron.v * (4096 - layer.voltage_decay[o]) / 4096 + neuron.u + bias * 64;
  const long threshold = layer.threshold * 64L;
  if (equal ? neuron.v < threshold : neuron.v <= threshold) return 0;
  neuron.v = 0;
  neuron.wait = layer.refractory;
  return 1;
}

}  // namespace

std::vector<Trains> evaluate(const std::vector<Layer>& layers, const Trains& input, bool equal,
                             int layer_delay) {
  std::vector<Trains> spikes;
  const std::vector<int> none;
  for (std::size_t l = 0; l < layers.size(); ++l) {
    const Layer& layer = layers[l];
    const Trains before = l == 0 ? input : spikes[l - 1];
    const Arriving in(before, l == 0 ? none : layers[l - 1].delays, l == 0 ? 0 : layer_delay);
    Trains made;
    std::vector<Neuron> neurons(layer.out.size());
    for (int t = 0; t < static_cast<int>(input.size()); ++t) {
      std::vector<int> now(layer.out.size());
      for (int o = 0; o < layer.out.size(); ++o) {
        long sum =
            layer.kind == Layer::Kind::dense ? dense(layer, o, t, in) : window(layer, o, t, in);
        for (int i = 0; !layer.recurrent.empty() && t > 0 && i < layer.out.size(); ++i) {
          sum += layer.recurrent[o * layer.out.size() + i] * made[t - 1][i];
        }
        now[o] = step(layer, o, sum, equal, neurons[o]);
      }
      made.push_back(std::move(now));
    }
    spikes.push_back(std::move(made));
  }
  return spikes;
}

}  // namespace engram::workloads::plain
