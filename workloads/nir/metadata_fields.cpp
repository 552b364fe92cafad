#include "workloads/nir/metadata_fields.hpp"

#include <cmath>

#include "workloads/network/file_fault.hpp"
#include "workloads/nir/engram_metadata.hpp"

namespace engram::workloads {

void MetadataFields::fail(const std::string& field, const std::string& what) const {
  throw FileFault(file_.file().string() + ": " + path_ + (field.empty() ? "" : "/") + field + ": " +
                  what);
}

std::size_t MetadataFields::choice(const std::string& field,
                                   const std::vector<std::string>& words) const {
  const std::string found = text(field);
  std::string expected;
  for (std::size_t index = 0; index < words.size(); ++index) {
    if (words[index] == found) return index;
    expected += (index == 0 ? "" : ", ") + words[index];
  }
  fail(field, "found '" + found + "', expected one of " + expected);
}

std::vector<std::int64_t> MetadataFields::wholes(const std::string& field, std::size_t count,
                                                 std::int64_t least, std::int64_t most) const {
  const std::vector<double> values = numbers(field);
  if (count != 0 && values.size() != count) {
    fail(field,
         "found " + std::to_string(values.size()) + " numbers, expected " + std::to_string(count));
  }
  std::vector<std::int64_t> wholes;
  for (const double value : values) {
    if (value != std::floor(value) || value < static_cast<double>(least) ||
        value > static_cast<double>(most)) {
      fail(field, "found " + std::to_string(value) + ", expected a whole number from " +
                      std::to_string(least) + " to " + std::to_string(most));
    }
    wholes.push_back(static_cast<std::int64_t>(value));
  }
  return wholes;
}

std::int64_t MetadataFields::whole(const std::string& field, std::int64_t least,
                                   std::int64_t most) const {
  return wholes(field, 1, least, most).front();
}

std::vector<double> MetadataFields::numbers(const std::string& field) const {
  std::vector<double> values = file_.read_numbers(path_ + "/" + field).values;
  for (const double value : values) {
    if (!std::isfinite(value)) fail(field, "holds a number that is not finite");
  }
  return values;
}

PerNeuron MetadataFields::per_neuron(const std::string& field, std::uint64_t neurons) const {
  std::vector<double> values = numbers(field);
  if (values.size() != 1 && values.size() != neurons) {
    fail(field, "found " + std::to_string(values.size()) + " values, expected 1 or " +
                    std::to_string(neurons));
  }
  return values.size() == 1 ? PerNeuron(values[0]) : PerNeuron(std::move(values));
}

Shape MetadataFields::shape(const std::string& field) const {
  constexpr std::uint64_t largest = std::uint64_t{1} << 24;  // as of a native network
  const auto sizes = wholes(field, 3, 1, static_cast<std::int64_t>(largest));
  const auto size = [&](std::size_t index) { return static_cast<std::uint32_t>(sizes[index]); };
  const std::uint64_t plane = std::uint64_t{size(1)} * size(2);
  if (plane > largest || plane * size(0) > largest) {
    fail(field, "more than " + std::to_string(largest) + " neurons");
  }
  return {size(0), size(1), size(2)};
}

MetadataFields MetadataFields::node(const std::string& field) const {
  const std::string name = text(field);
  if (name.empty() || name.find('/') != std::string::npos || !file_.is_group(node_path(name))) {
    fail(field, "names the node '" + name + "', which is not there");
  }
  return {file_, node_path(name)};
}

}  // namespace engram::workloads
