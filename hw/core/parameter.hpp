#pragma once

#include <cstddef>
#include <vector>

namespace engram::hw {

/// A parameter list of a slice: one entry for all of its neurons, or one each. Refers to the list.
template <class Value>
class Parameter {
 public:
  explicit Parameter(const std::vector<Value>& values)
      : values_(values.data()), stride_(values.size() > 1 ? 1 : 0) {}
  Value operator[](std::size_t neuron) const { return values_[neuron * stride_]; }

 private:
  const Value* values_;
  std::size_t stride_;
};

}  // namespace engram::hw
