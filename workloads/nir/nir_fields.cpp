#include "workloads/nir/nir_fields.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <sstream>

#include "workloads/network/file_fault.hpp"

namespace engram::workloads {
namespace {

/// By the bits, and of all together: the compiler vectorises that, which it does not a comparison
/// of floats.
bool all_finite(std::span<const float> values) {
  constexpr std::uint32_t exponent = 0x7f800000;  // all ones: infinite or no number
  std::uint32_t found = 0;
  for (const float value : values) {
    found |= (std::bit_cast<std::uint32_t>(value) & exponent) == exponent ? 1U : 0U;
  }
  return found == 0;
}

}  // namespace

void NirFields::fail(const std::string& field, const std::string& what) const {
  throw FileFault(file_.file().string() + ": " + path_ + (field.empty() ? "" : "/" + field) + ": " +
                  what);
}

void NirFields::check_finite(const std::string& field, bool finite) const {
  if (!finite) fail(field, "holds a value that is not finite");
}

Hdf5Numbers NirFields::numbers(const std::string& field) const {
  Hdf5Numbers numbers = file_.read_numbers(path_ + "/" + field);
  for (const double value : numbers.values) check_finite(field, std::isfinite(value));
  return numbers;
}

std::optional<Hdf5Floats> NirFields::floats(const std::string& field) const {
  return file_.read_floats(path_ + "/" + field, [&](std::span<const float> part) {
    check_finite(field, all_finite(part));
  });
}

std::optional<WeightSource> NirFields::float_source(const std::string& field) const {
  const std::string path = path_ + "/" + field;
  if (parts_from_ == kNoProjection || !file_.can_visit_floats(path)) return std::nullopt;
  WeightSource source{1};
  for (const std::uint64_t size : file_.shape(path)) source.count *= size;
  if (source.count < parts_from_) return std::nullopt;
  source.visit = [file = file_.file(), node = path_, field, path,
                  count = source.count](const WeightVisit& visit) {
    const Hdf5File again(file, Hdf5File::Trust::blindly);
    const NirFields fields(again, node);
    if (!again.can_visit_floats(path)) fields.fail(field, "was changed while it was read");
    std::uint64_t found = 0;
    again.visit_floats(path, [&](std::span<const float> part) {
      fields.check_finite(field, all_finite(part));
      found += part.size();
      if (found > count) fields.fail(field, "was changed while it was read");
      visit(part);
    });
    if (found != count) fields.fail(field, "was changed while it was read");
  };
  source.visit([](std::span<const float>) {});
  return source;
}

std::uint32_t NirFields::size(const std::string& field, double value, std::uint32_t least) const {
  if (value != std::floor(value) || value < least || value > largest_size) {
    std::ostringstream text;
    text << "found " << value << ", expected a whole number from " << least << " to "
         << largest_size;
    fail(field, text.str());
  }
  return static_cast<std::uint32_t>(value);
}

std::uint32_t NirFields::whole(const std::string& field, std::uint32_t otherwise,
                               std::uint32_t least) const {
  if (!has(field)) return otherwise;
  const std::vector<double> values = numbers(field).values;
  if (values.size() != 1) {
    fail(field, "found " + std::to_string(values.size()) + " numbers, expected 1");
  }
  return size(field, values.front(), least);
}

std::pair<std::uint32_t, std::uint32_t> NirFields::pair(const std::string& field,
                                                        std::uint32_t least) const {
  const std::vector<double> values = numbers(field).values;
  if (values.empty() || values.size() > 2) {
    fail(field, "found " + std::to_string(values.size()) + " numbers, expected 1 or 2");
  }
  return {size(field, values.front(), least), size(field, values.back(), least)};
}

PerNeuron NirFields::required(const std::string& field, std::uint64_t& neurons) const {
  std::vector<double> values = numbers(field).values;
  if (values.empty()) fail(field, "is empty");
  if (neurons != 1 && values.size() != 1 && values.size() != neurons) {
    fail(field, "found " + std::to_string(values.size()) + " values, another field has " +
                    std::to_string(neurons));
  }
  neurons = std::max<std::uint64_t>(neurons, values.size());
  if (std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) == values.end()) {
    values.erase(values.begin() + 1, values.end());
  }
  return PerNeuron(std::move(values));
}

PerNeuron NirFields::optional(const std::string& field, double otherwise,
                              std::uint64_t& neurons) const {
  return has(field) ? required(field, neurons) : PerNeuron(otherwise);
}

bool NirFields::has_dimensions(const std::string& field) const {
  return has(field) && !file_.read_numbers(path_ + "/" + field).shape.empty();
}

std::optional<std::vector<double>> spread(const Hdf5Numbers& numbers, const Shape& map) {
  const std::uint64_t size = map.size();
  if (numbers.values.size() == 1) return std::vector<double>(size, numbers.values.front());
  if (numbers.values.size() == size) return numbers.values;
  std::vector<std::uint64_t> dims = numbers.shape;
  while (!dims.empty() && dims.front() == 1 && dims.size() > 3) dims.erase(dims.begin());
  if (dims.size() == 2 && map.height == 1) dims.insert(dims.begin() + 1, 1);
  while (dims.size() < 3) dims.insert(dims.begin(), 1);
  const std::uint64_t sizes[] = {map.channels, map.height, map.width};
  if (dims.size() != 3) return std::nullopt;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    if (dims[axis] != 1 && dims[axis] != sizes[axis]) return std::nullopt;
  }
  std::vector<double> values;
  values.reserve(size);
  for (std::uint64_t at = 0; at < size; ++at) {
    const std::uint64_t place[] = {at / map.width / map.height, at / map.width % map.height,
                                   at % map.width};
    std::uint64_t from = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      from = from * dims[axis] + (dims[axis] == 1 ? 0 : place[axis]);
    }
    values.push_back(numbers.values[from]);
  }
  return values;
}

}  // namespace engram::workloads
