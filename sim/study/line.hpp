#pragma once

#include <cstdio>
#include <string>

namespace engram::sim {

/// A piece of text for the screen by a printf format, cut after 255 characters.
template <class... Values>
std::string line(const char* format, Values... values) {
  char text[256];
  std::snprintf(text, sizeof text, format, values...);
  return text;
}

}  // namespace engram::sim
