#include "workloads/lava/lava_fields.hpp"

#include <cmath>

#include "workloads/network/file_fault.hpp"
#include "workloads/network/number_text.hpp"

namespace engram::workloads {
namespace {

constexpr std::int64_t kLargestWindow = 65536;

}  // namespace

std::string sizes_text(const std::vector<std::uint64_t>& shape) {
  std::string text = "(";
  for (const std::uint64_t size : shape) {
    text += (text.size() == 1 ? "" : ", ") + std::to_string(size);
  }
  return text + ")";
}

void LavaFields::fault(const std::string& name, const std::string& what) const {
  faults_.push_back(file_.file().string() + ": " + group_ + (name.empty() ? "" : "/") + name +
                    ": " + what);
}

std::optional<std::string> LavaFields::text(const std::string& name) const {
  try {
    return file_.read_string(group_ + "/" + name);
  } catch (const FileFault& fault) {
    faults_.emplace_back(fault.what());
  }
  return std::nullopt;
}

std::optional<WholeNumbers> LavaFields::wholes(const std::string& name, std::int64_t least,
                                               std::int64_t most) const {
  try {
    const Hdf5Numbers read = file_.read_numbers(group_ + "/" + name);
    WholeNumbers whole{read.shape, {}};
    whole.values.reserve(read.values.size());
    for (const double value : read.values) {
      if (!(value >= static_cast<double>(least) && value <= static_cast<double>(most)) ||
          value != std::nearbyint(value)) {
        fault(name, "found " + number_text(value, 17) + ", expected whole numbers of " +
                        std::to_string(least) + " to " + std::to_string(most));
        return std::nullopt;
      }
      whole.values.push_back(static_cast<std::int64_t>(value));
    }
    return whole;
  } catch (const FileFault& fault) {
    faults_.emplace_back(fault.what());
  }
  return std::nullopt;
}

std::optional<std::int64_t> LavaFields::whole(const std::string& name, std::int64_t least,
                                              std::int64_t most,
                                              std::optional<std::int64_t> otherwise) const {
  if (otherwise && !has(name)) return otherwise;
  const std::optional<WholeNumbers> read = wholes(name, least, most);
  if (!read) return std::nullopt;
  if (read->values.size() == 1) return read->values.front();
  fault(name, "found " + sizes_text(read->shape) + " numbers, expected one");
  return std::nullopt;
}

std::optional<std::pair<std::uint32_t, std::uint32_t>> LavaFields::pair(
    const std::string& name, std::int64_t least,
    std::optional<std::pair<std::uint32_t, std::uint32_t>> otherwise) const {
  if (otherwise && !has(name)) return otherwise;
  const std::optional<WholeNumbers> read = wholes(name, least, kLargestWindow);
  if (!read) return std::nullopt;
  const auto& values = read->values;
  if (values.empty() || values.size() > 2) {
    fault(name, "found " + sizes_text(read->shape) + " numbers, expected (y, x)");
    return std::nullopt;
  }
  return std::pair(static_cast<std::uint32_t>(values.front()),
                   static_cast<std::uint32_t>(values.back()));
}

}  // namespace engram::workloads
