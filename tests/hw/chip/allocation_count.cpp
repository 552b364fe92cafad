#include "tests/hw/chip/allocation_count.hpp"

#include <atomic>
#include <cstdlib>
#include <new>

namespace engram::hw::testing {
namespace {

std::atomic<std::uint64_t> made{0};

void* take(std::size_t size) noexcept {
  made.fetch_add(1, std::memory_order_relaxed);
  return std::malloc(size > 0 ? size : 1);
}

void* take(std::size_t size, std::align_val_t alignment) noexcept {
  made.fetch_add(1, std::memory_order_relaxed);
  const auto bytes = static_cast<std::size_t>(alignment);
  return std::aligned_alloc(bytes, (size + bytes - 1) / bytes * bytes);
}

void* there(void* memory) {
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

std::uint64_t allocations() {
  return made.load(std::memory_order_relaxed);
}

}  // namespace engram::hw::testing

using engram::hw::testing::take;
using engram::hw::testing::there;

// Every form: AddressSanitizer does not make the others out of the first, and wants memory back the
// way it was taken.

void* operator new(std::size_t size) {
  return there(take(size));
}
void* operator new[](std::size_t size) {
  return there(take(size));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return there(take(size, alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return there(take(size, alignment));
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return take(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return take(size);
}
void* operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return take(size, alignment);
}
void* operator new[](std::size_t size, std::align_val_t alignment, const std::nothrow_t&) noexcept {
  return take(size, alignment);
}

void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete[](void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::align_val_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}
