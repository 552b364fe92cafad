#include "workloads/learn/address_map.hpp"

#include <algorithm>

namespace engram::workloads::learn {

AddressMap::AddressMap(const std::vector<AddressStage>& stages, std::size_t sources,
                       std::size_t outputs)
    : identity_(stages.empty()), sources_(sources), outputs_(outputs) {
  if (identity_) return;
  std::vector<std::vector<std::uint32_t>> by_output(outputs);
  scattered_.begin = {0};
  for (std::uint32_t source = 0; source < sources; ++source) {
    for (const std::uint32_t output : rewrite_address(stages, source)) {
      scattered_.from.push_back(output);
      by_output[output].push_back(source);
    }
    scattered_.begin.push_back(static_cast<std::uint32_t>(scattered_.from.size()));
  }
  gathered_.begin = {0};
  for (const std::vector<std::uint32_t>& read : by_output) {
    gathered_.from.insert(gathered_.from.end(), read.begin(), read.end());
    gathered_.begin.push_back(static_cast<std::uint32_t>(gathered_.from.size()));
  }
  scattered_.find_each();
  gathered_.find_each();
}

void AddressMap::Sums::find_each() {
  each = begin.size() > 1 ? begin[1] : 0;
  for (std::size_t k = 1; k + 1 < begin.size(); ++k) {
    if (begin[k + 1] - begin[k] != each) each = 0;
  }
}

template <class Scalar>
void AddressMap::forward(const Scalar* from, std::size_t rows, Scalar* to) const {
  if (gathered_.each == 4) {  // pools of 2 x 2, by far the commonest
    for (std::size_t row = 0; row < rows; ++row, from += sources_, to += outputs_) {
      const std::uint32_t* at = gathered_.from.data();
      for (std::size_t k = 0; k < outputs_; ++k, at += 4) {
        to[k] = from[at[0]] + from[at[1]] + from[at[2]] + from[at[3]];
      }
    }
    return;
  }
  for (std::size_t row = 0; row < rows; ++row, from += sources_, to += outputs_) {
    for (std::size_t k = 0; k < outputs_; ++k) {
      Scalar sum = 0;
      for (std::uint32_t at = gathered_.begin[k]; at < gathered_.begin[k + 1]; ++at) {
        sum += from[gathered_.from[at]];
      }
      to[k] = sum;
    }
  }
}

template <class Scalar>
void AddressMap::backward(const Scalar* error, std::size_t rows, Scalar* to, Into into) const {
  const bool overwrite = into == Into::overwrite;
  if (overwrite && scattered_.each == 1) {  // windows that cover the map and do not overlap
    for (std::size_t row = 0; row < rows; ++row, error += outputs_, to += sources_) {
      for (std::size_t k = 0; k < sources_; ++k) to[k] = error[scattered_.from[k]];
    }
    return;
  }
  for (std::size_t row = 0; row < rows; ++row, error += outputs_, to += sources_) {
    if (overwrite) std::fill_n(to, sources_, Scalar{0});
    for (std::size_t k = 0; k < sources_; ++k) {
      for (std::uint32_t at = scattered_.begin[k]; at < scattered_.begin[k + 1]; ++at) {
        to[k] += error[scattered_.from[at]];
      }
    }
  }
}

template void AddressMap::forward(const float*, std::size_t, float*) const;
template void AddressMap::forward(const double*, std::size_t, double*) const;
template void AddressMap::backward(const float*, std::size_t, float*, Into) const;
template void AddressMap::backward(const double*, std::size_t, double*, Into) const;

}  // namespace engram::workloads::learn
