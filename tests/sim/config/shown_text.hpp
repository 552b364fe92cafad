#pragma once

#include <optional>
#include <sstream>
#include <string>

#include "workloads/network/neuron.hpp"

namespace engram::sim {

/// Writes one thing after another, a space between.
class Text {
 public:
  template <class T>
  Text& operator<<(const T& value) {
    text_ << value << ' ';
    return *this;
  }
  template <class T>
  Text& operator<<(const std::optional<T>& value) {
    return value ? *this << *value : *this << "-";
  }
  Text& operator<<(const workloads::PerNeuron& value) {
    for (const double one : value.values()) *this << one;
    return *this;
  }
  std::string str() const { return text_.str(); }

 private:
  std::ostringstream text_;
};

}  // namespace engram::sim
