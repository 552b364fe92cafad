#include "memory/schaefer2020/kernel_places.hpp"

#include "memory/schaefer2020/layout.hpp"

namespace engram::schaefer2020 {

KernelPlaces::KernelPlaces(const MemoryImage& image)
    : image_(image),
      addresses_(*image.conv, image.targets),
      sources_(*image.conv, image.targets),
      tap_bits_(kernel_tap_bits(image)) {
  for (const Region& region : image.regions) {
    if (region.kind == RegionKind::metadata) bitmap_ = &region.data;
  }
}

KernelPosition KernelPlaces::position(std::uint32_t row, std::uint32_t slot) const {
  const std::uint64_t place = std::uint64_t{row} * sources_.kernel().targets + slot;
  return {place * (tap_bits_ + image_.format.bits) + tap_bits_, sources_.weight(row, slot), {}};
}

bool KernelPlaces::stored(std::uint32_t row, std::uint32_t slot) const {
  const std::uint64_t place = std::uint64_t{row} * sources_.kernel().targets + slot;
  return bitmap_ == nullptr || bitmap_->read(place, 1) != 0;
}

void KernelPlaces::row(std::uint32_t axon, std::vector<KernelPosition>& out) {
  const ConvGeometry& g = image_.conv->geometry;
  const KernelShape& kernel = sources_.kernel();
  out.clear();
  const std::uint32_t channel = image_.conv->axon_input[axon] / (g.in_height * g.in_width);
  if (channel < kernel.first_input_channel ||
      channel >= kernel.first_input_channel + kernel.input_channels) {
    return;
  }
  addresses_.taps(axon, taps_);
  auto tap = taps_.begin();
  const std::uint32_t first = kernel.row_of(channel, 0, 0);
  for (std::uint32_t row = first; row < first + g.kernel_height * g.kernel_width; ++row) {
    while (tap != taps_.end() && tap->row < row) ++tap;
    const bool valid = tap != taps_.end() && tap->row == row;
    for (std::uint32_t slot = 0; slot < sources_.slots(row); ++slot) {
      out.push_back(position(row, slot));
      if (valid && slot >= tap->first && slot < tap->last && stored(row, slot)) {
        out.back().other = tap->local + (slot - tap->first) * addresses_.stride();
      }
    }
  }
}

void KernelPlaces::column(std::uint32_t target, std::vector<KernelPosition>& out) const {
  const ConvGeometry& g = image_.conv->geometry;
  const std::uint32_t output = (image_.conv->first_output + target) / (g.out_height * g.out_width);
  const std::uint32_t per_group = g.in_channels / g.groups;
  const std::uint32_t input = output / (g.out_channels / g.groups) * per_group;
  Sources sources;
  sources_.of(target, sources);
  out.clear();
  std::size_t source = 0;  // sources ascend by row, as the taps do
  const std::uint32_t first = sources_.kernel().row_of(input, 0, 0);
  const std::uint32_t taps = per_group * g.kernel_height * g.kernel_width;
  for (std::uint32_t row = first; row < first + taps; ++row) {
    out.push_back(position(row, sources.slot));
    if (source == sources.rows.size() || sources.rows[source] != row) continue;
    if (stored(row, sources.slot)) out.back().other = sources.axons[source];
    ++source;
  }
}

std::vector<KernelPosition> KernelPlaces::stored() const {
  std::vector<KernelPosition> all;
  for (std::uint32_t row = 0; row < sources_.kernel().rows; ++row) {
    for (std::uint32_t slot = 0; slot < sources_.slots(row); ++slot) {
      if (stored(row, slot)) all.push_back(position(row, slot));
    }
  }
  return all;
}

}  // namespace engram::schaefer2020
