#include "workloads/network/large_pages.hpp"

#include <sys/mman.h>

#include <cstdint>

namespace engram::workloads {

void prefer_large_pages(void* begin, std::size_t bytes) {
#ifdef MADV_HUGEPAGE
  constexpr std::uintptr_t page = 1 << 12;
  constexpr std::size_t worth_it = 2 << 20;  // a large page of the usual size
  if (bytes < worth_it) return;
  const std::uintptr_t first = reinterpret_cast<std::uintptr_t>(begin);
  const std::uintptr_t from = (first + page - 1) / page * page, to = (first + bytes) / page * page;
  ::madvise(reinterpret_cast<void*>(from), to - from, MADV_HUGEPAGE);  // advice: may be refused
#else
  static_cast<void>(begin);
  static_cast<void>(bytes);
#endif
}

}  // namespace engram::workloads
