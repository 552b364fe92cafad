#pragma once

#include <cstddef>
#include <vector>

/// Memory for the few arrays of a network that are large. The first touch of a page costs a fault,
/// which for pages of 4 KiB takes longer than reading a file into them.
namespace engram::workloads {

/// Asks for large pages in what is not yet touched of `bytes` from `begin` on; the system may know
/// better. Nothing happens below 2 MiB.
void prefer_large_pages(void* begin, std::size_t bytes);

/// `values.reserve(count)`, in large pages.
template <class T>
void reserve_large(std::vector<T>& values, std::size_t count) {
  values.reserve(count);
  prefer_large_pages(values.data(), values.capacity() * sizeof(T));
}

/// `values.resize(count)`, the same.
template <class T>
void resize_large(std::vector<T>& values, std::size_t count) {
  reserve_large(values, count);
  values.resize(count);
}

}  // namespace engram::workloads
