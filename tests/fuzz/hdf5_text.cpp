#include "tests/fuzz/hdf5_text.hpp"

#include <charconv>
#include <sstream>
#include <string>

#include "workloads/hdf5/hdf5_writer.hpp"
#include "workloads/network/file_fault.hpp"

namespace engram::fuzz {
namespace {

using workloads::FileFault;
using workloads::Hdf5Writer;

constexpr std::uint64_t most_elements = 4096;

/// Sizes joined by x; scalar where there is none.
Hdf5Writer::Shape shape_of(std::string_view dims, std::uint64_t& elements) {
  Hdf5Writer::Shape shape;
  elements = 1;
  while (!dims.empty() && shape.size() < 6) {
    const std::string_view one = dims.substr(0, dims.find('x'));
    std::uint64_t size = 0;
    std::from_chars(one.data(), one.data() + one.size(), size);
    size = elements == 0 ? size % most_elements : std::min(size, most_elements / elements);
    if (dims == "-") break;
    shape.push_back(size);
    elements *= size;
    dims.remove_prefix(std::min(dims.size(), one.size() + 1));
  }
  return shape;
}

template <class Number>
std::vector<Number> spread(std::istringstream& words, std::uint64_t elements) {
  std::vector<Number> given, all;
  for (std::string word; given.size() < most_elements && words >> word;) {
    Number value{};
    std::from_chars(word.data(), word.data() + word.size(), value);
    given.push_back(value);
  }
  if (given.empty()) given.push_back({});
  for (std::uint64_t at = 0; at < elements; ++at) all.push_back(given[at % given.size()]);
  return all;
}

void write_line(const std::string& line, Hdf5Writer& file) {
  std::istringstream words(line);
  std::string path, type, dims, word;
  if (!(words >> path >> type >> dims) || !path.starts_with('/')) return;
  std::uint64_t elements = 0;
  const Hdf5Writer::Shape shape = shape_of(dims, elements);
  switch (type[0]) {
    case 'd':
      file.doubles(path, spread<double>(words, elements), shape);
      break;
    case 'f':
      file.floats(path, spread<float>(words, elements), shape);
      break;
    case 'i':
      file.integers(path, spread<std::int64_t>(words, elements), shape);
      break;
    case 's':
      words >> word;
      file.text(path, word);
      break;
    case 'p': {
      std::vector<std::pair<std::string, std::string>> pairs;
      for (std::string other; pairs.size() < most_elements && words >> word >> other;) {
        pairs.emplace_back(word, other);
      }
      file.pairs(path, pairs);
      break;
    }
    default:
      break;
  }
}

}  // namespace

bool write_hdf5(std::string_view text, const std::filesystem::path& path) {
  Hdf5Writer file(path);
  std::istringstream lines{std::string(text)};
  bool any = false;
  for (std::string line; std::getline(lines, line);) {
    try {
      write_line(line, file);
      any = true;
    } catch (const FileFault&) {  // a name that is taken, or no name at all
    }
  }
  if (any) file.commit();
  return any;
}

}  // namespace engram::fuzz
