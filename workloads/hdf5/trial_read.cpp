#include "workloads/hdf5/trial_read.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <fstream>
#include <set>
#include <system_error>
#include <tuple>

#include "workloads/hdf5/chunk_check.hpp"
#include "workloads/hdf5/global_heap.hpp"
#include "workloads/hdf5/hdf5_file.hpp"
#include "workloads/network/file_fault.hpp"

#if defined(__SANITIZE_ADDRESS__)  // GCC
#define ENGRAM_ADDRESS_SANITIZER
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)  // clang
#define ENGRAM_ADDRESS_SANITIZER
#endif
#endif

namespace engram::workloads {
namespace {

constexpr std::size_t page_bytes = 4096;
constexpr unsigned deepest = 64;
[[maybe_unused]] constexpr std::uint64_t memory_bytes = std::uint64_t{4} << 30;
enum Exit : int { readable = 0, damaged = 1 };

/// A page that child and parent share: where the child is.
class Place {
 public:
  Place() {
    void* page =
        ::mmap(nullptr, page_bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (page == MAP_FAILED) throw std::system_error(errno, std::generic_category(), "mmap");
    text_ = static_cast<char*>(page);
    set("/");
  }
  ~Place() { ::munmap(text_, page_bytes); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  void set(const std::string& path) {
    const std::size_t length = path.copy(text_, page_bytes - 1);
    text_[length] = '\0';
  }
  std::string get() const { return {text_, strnlen(text_, page_bytes)}; }

 private:
  char* text_ = nullptr;
};

/// Reads everything below the root as Hdf5File's callers would.
class Walk {
 public:
  Walk(const std::filesystem::path& file, Place& place)
      : file_(file, Hdf5File::Trust::blindly),
        bytes_(std::filesystem::file_size(file)),
        place_(place) {}

  void group(const std::string& path, unsigned depth) {
    place_.set(path.empty() ? "/" : path);
    if (depth > deepest) return;
    for (const std::string& name : file_.children(path.empty() ? "/" : path)) {
      object(path + "/" + name, depth + 1);
    }
  }

 private:
  void object(const std::string& path, unsigned depth) {
    place_.set(path);
    try {
      const Hdf5Id id(H5Oopen(file_.id(), path.c_str(), H5P_DEFAULT), H5Oclose);
      H5O_info_t info;
      if (!id.valid() || H5Oget_info(id.get(), &info) < 0) return;
      if (!seen_.insert(info.addr).second) return;  // another link to it, or a circle
      if (info.type == H5O_TYPE_GROUP) group(path, depth);
      if (info.type == H5O_TYPE_DATASET) data(path, id.get());
    } catch (const FileFault&) {  // told to whoever needs the object
    }
  }

  void data(const std::string& path, hid_t id) {
    const Hdf5Id type(H5Dget_type(id), H5Tclose);
    std::vector<std::uint64_t> shape = file_.shape(path);
    std::uint64_t count = 1;
    for (const std::uint64_t dim : shape) count *= dim;
    // There is nothing to try then, and large networks are read once.
    if (lies_in_one_piece(id, bytes_)) return;
    if (!unpacks_to_its_shape(id, bytes_)) ::_exit(damaged);
    switch (H5Tget_class(type.get())) {
      case H5T_STRING:
        file_.read_strings(path, shape);
        break;
      case H5T_VLEN:
        read_references(id, count);
        break;
      default:
        file_.read_numbers(path);
    }
  }

  Hdf5File file_;
  std::uint64_t bytes_;
  Place& place_;
  std::set<haddr_t> seen_;
};

void limit(decltype(RLIMIT_AS) resource, std::uint64_t value) {
  const rlimit both{value, value};
  ::setrlimit(resource, &both);
}

/// Address space in use; 0 where it cannot be told.
[[maybe_unused]] std::uint64_t address_space() {
  std::uint64_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * page_bytes;
}

void bound_child(std::uint64_t file_bytes) {
  constexpr std::uint64_t seconds = 10, bytes_a_second = 10'000'000;
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, seconds + file_bytes / bytes_a_second);
#if !defined(ENGRAM_ADDRESS_SANITIZER)  // its shadow takes more address space than that
  if (const std::uint64_t used = address_space(); used > 0) limit(RLIMIT_AS, used + memory_bytes);
#endif
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU, SIGALRM}) {
    ::signal(signal, SIG_DFL);
  }
  const int nowhere = ::open("/dev/null", O_WRONLY);  // what a dying library has to say
  ::dup2(nowhere, STDOUT_FILENO);
  ::dup2(nowhere, STDERR_FILENO);
}

[[noreturn]] void child(const std::filesystem::path& file, Place& place) {
  int status = damaged;
  try {
    bound_child(std::filesystem::file_size(file));
    Walk(file, place).group("", 0);
    status = readable;
  } catch (const FileFault&) {
    status = readable;  // told by the parent, which meets it again
  } catch (const std::exception&) {
  }
  ::_exit(status);
}

/// A file as it was when it was found to be readable.
using Identity = std::tuple<dev_t, ino_t, off_t, time_t, long>;

/// Nothing for a file that was changed so lately that a further change could not be told.
std::optional<Identity> identity_of(const std::filesystem::path& file) {
  constexpr time_t clock_tick = 2;  // s, of the coarsest file systems
  struct stat status;
  if (::stat(file.c_str(), &status) != 0) return std::nullopt;
  if (status.st_mtim.tv_sec + clock_tick > std::time(nullptr)) return std::nullopt;
  return Identity{status.st_dev, status.st_ino, status.st_size, status.st_mtim.tv_sec,
                  status.st_mtim.tv_nsec};
}

/// The last file that was readable: SHD holds thousands of samples, opened one by one.
std::optional<Identity> last_readable;

}  // namespace

std::optional<std::string> trial_read(const std::filesystem::path& file) {
  const std::optional<Identity> identity = identity_of(file);
  if (identity && identity == last_readable) return std::nullopt;
  Place place;
  const pid_t process = ::fork();
  if (process < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (process == 0) child(file, place);
  int status = 0;
  while (::waitpid(process, &status, 0) < 0) {
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "waitpid");
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) == readable) {
    last_readable = identity;
    return std::nullopt;
  }
  return place.get();
}

}  // namespace engram::workloads
