#include "learning_traces.hpp"

#include <rapidcheck.h>

#include <algorithm>

#include "memory/controller.hpp"
#include "memory/learning_controller.hpp"

namespace engram::learning_traces {
namespace {

void require_order(const std::vector<WordAccess>& words, std::uint64_t weights) {
  RC_ASSERT(std::is_sorted(
      words.begin(), words.end(),
      [](const WordAccess& a, const WordAccess& b) { return a.delivery < b.delivery; }));
  for (const WordAccess& access : words) RC_ASSERT(access.delivery <= weights);
}

void require_inside(const MemoryImage& image, const std::vector<WordAccess>& words) {
  for (const WordAccess& access : words) {
    const auto region = std::find_if(image.regions.begin(), image.regions.end(),
                                     [&](const Region& r) { return r.kind == access.kind; });
    RC_ASSERT(region != image.regions.end());
    RC_ASSERT(access.word < region->data.words());
  }
}

void require_update(const MemoryImage& image, const UpdateTrace& trace, const UpdateCost& cost) {
  AccessTrace writes;
  writes.words = trace.writes;
  RC_ASSERT(trace.reads.count() == cost.read);
  RC_ASSERT(writes.count() == cost.written);
  RC_ASSERT(trace.weights == cost.weights);
  require_order(trace.reads.words, trace.weights);
  require_order(trace.writes, trace.weights);
  require_inside(image, trace.reads.words);
  require_inside(image, trace.writes);
  for (const WordAccess& write : trace.writes) RC_ASSERT(write.kind == RegionKind::weights);
}

std::vector<std::uint32_t> codes_of(const ColumnRead& column) {
  std::vector<std::uint32_t> codes;
  for (const ColumnSynapse& synapse : column.synapses) codes.push_back(synapse.code);
  return codes;
}

void require_columns(MemoryImage& image) {
  const auto controller = make_learning_controller(image);
  ColumnRead read;
  AccessTrace trace;
  UpdateTrace update;
  UpdateCost cost;
  for (std::uint32_t target = 0; target < image.targets; ++target) {
    controller->read_column(target, read);
    controller->trace_column(target, trace);
    RC_ASSERT(trace.count() == read.words);
    require_order(trace.words, read.synapses.size());
    require_inside(image, trace.words);
    if (image.sharing == Sharing::kernel && image.layout == Layout::standard) continue;
    controller->update_column(target, codes_of(read), cost);
    controller->trace_column_update(target, update);
    require_update(image, update, cost);
  }
}

void require_rows(MemoryImage& image) {
  const auto controller = make_row_learning_controller(image);
  UpdateTrace update;
  UpdateCost cost;
  RowRead read;
  for (std::uint32_t row = 0; row < image.rows; ++row) {
    make_controller(image)->read_row(row, read);
    std::vector<std::uint32_t> codes;
    for (const Delivery& delivery : read.deliveries) codes.push_back(delivery.code);
    controller->update_row(row, codes, cost);
    controller->trace_row_update(row, update);
    require_update(image, update, cost);
  }
}

void require_kernel(MemoryImage& image) {
  const auto controller = make_learning_controller(image);
  std::vector<std::uint32_t> codes;
  for (const KernelWeight& weight : kernel_weights(image)) codes.push_back(weight.code);
  UpdateTrace update;
  UpdateCost cost;
  controller->update_kernel(codes, cost);
  controller->trace_kernel_update(update);
  require_update(image, update, cost);
}

}  // namespace

void require_traces(MemoryImage& image) {
  require_columns(image);
  if (image.sharing == Sharing::kernel) {
    require_kernel(image);
  } else if (image.layout == Layout::standard) {
    require_rows(image);
  }
}

}  // namespace engram::learning_traces
