#include "workloads/files/npy_header.hpp"

#include <limits>
#include <string_view>

#include "workloads/files/byte_order.hpp"

namespace engram::workloads {
namespace {

constexpr std::size_t kMostDimensions = 32;  // NumPy's own limit
constexpr std::size_t kMostFields = 64;

/// The Python literal that describes the array. Only what NumPy writes: strings, True and False,
/// whole numbers, tuples and lists of them.
class HeaderText {
 public:
  HeaderText(const ByteSource& source, std::uint64_t offset, std::string_view text)
      : source_(source), offset_(offset), text_(text) {}

  [[noreturn]] void fail(const std::string& what) const {
    source_.fail(offset_ + at_, "the header of the .npy file " + what);
  }
  bool takes(char symbol) {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
    if (at_ == text_.size() || text_[at_] != symbol) return false;
    ++at_;
    return true;
  }
  void expect(char symbol) {
    if (!takes(symbol)) fail(std::string("is broken (expected '") + symbol + "')");
  }
  std::string string() {
    expect('\'');
    const std::size_t end = text_.find('\'', at_);
    if (end == std::string_view::npos) fail("is broken (a string does not end)");
    const std::string_view inside = text_.substr(at_, end - at_);
    if (inside.find('\\') != std::string_view::npos) fail("has an escape in a string");
    at_ = end + 1;
    return std::string(inside);
  }
  bool boolean() {
    takes('\0');  // passes over blanks
    for (const std::string_view word : {"True", "False"}) {
      if (!text_.substr(at_).starts_with(word)) continue;
      at_ += word.size();
      return word == "True";
    }
    fail("is broken (expected True or False)");
  }
  std::uint64_t number() {
    takes('\0');
    const std::size_t first = at_;
    std::uint64_t value = 0;
    for (; at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_) {
      if (value > std::numeric_limits<std::uint64_t>::max() / 16) fail("has too large a number");
      value = value * 10 + static_cast<std::uint64_t>(text_[at_] - '0');
    }
    if (at_ == first) fail("is broken (expected a number)");
    if (at_ < text_.size() && text_[at_] == 'L') ++at_;  // long of Python 2
    return value;
  }

 private:
  const ByteSource& source_;
  std::uint64_t offset_;
  std::string_view text_;
  std::size_t at_ = 0;
};

void add_field(HeaderText& text, const std::string& name, NpyHeader& header) {
  NpyType type;
  std::string why;
  const std::string written = text.string();
  if (!parse_npy_type(written, type, why)) text.fail("names a type: " + why);
  if (type.kind != 'V') header.fields.push_back({name, type, header.item_bytes});
  header.item_bytes += type.bytes;
}

void read_descr(HeaderText& text, NpyHeader& header) {
  header.structured = text.takes('[');
  if (!header.structured) {
    add_field(text, "", header);
    if (header.fields.empty()) text.fail("names a type that holds no numbers");
    return;
  }
  for (std::size_t field = 0; !text.takes(']'); ++field) {
    if (field == kMostFields) text.fail("has more than 64 fields");
    text.expect('(');
    const std::string name = text.string();
    text.expect(',');
    add_field(text, name, header);
    if (text.takes(',')) text.fail("has a field that is an array");
    text.expect(')');
    text.takes(',');
  }
}

void read_shape(HeaderText& text, NpyHeader& header) {
  text.expect('(');
  while (!text.takes(')')) {
    if (header.shape.size() == kMostDimensions) text.fail("has more than 32 dimensions");
    header.shape.push_back(text.number());
    text.takes(',');
  }
}

NpyHeader parse(HeaderText& text) {
  NpyHeader header;
  bool descr = false, order = false, shape = false;
  text.expect('{');
  while (!text.takes('}')) {
    const std::string key = text.string();
    bool& seen = key == "descr" ? descr : key == "fortran_order" ? order : shape;
    if (key != "descr" && key != "fortran_order" && key != "shape") {
      text.fail("has the unknown key '" + key.substr(0, 40) + "'");
    }
    if (seen) text.fail("has the key '" + key + "' twice");
    seen = true;
    text.expect(':');
    if (key == "descr") read_descr(text, header);
    if (key == "fortran_order") header.fortran_order = text.boolean();
    if (key == "shape") read_shape(text, header);
    text.takes(',');
  }
  if (!descr || !order || !shape) text.fail("lacks descr, fortran_order or shape");
  if (header.fields.empty()) text.fail("names no field that holds numbers");
  return header;
}

void check_size(const ByteSource& source, NpyHeader& header) {
  header.elements = 1;
  bool holds = true;
  for (const std::uint64_t dimension : header.shape) {
    if (dimension != 0 && header.elements > source.size() / dimension) holds = false;
    header.elements = holds ? header.elements * dimension : header.elements;
    if (dimension == 0) {
      header.elements = 0;
      holds = true;
      break;
    }
  }
  // elements <= size and item_bytes <= 64 fields of 4 digits: no overflow below 2^45 bytes.
  if (holds && header.elements * header.item_bytes == source.left()) return;
  source.fail(source.offset(), "the array has the shape " + shape_text(header.shape) +
                                   " of items of " + std::to_string(header.item_bytes) +
                                   " bytes, the file holds " + std::to_string(source.left()) +
                                   " bytes of them");
}

}  // namespace

std::string shape_text(const std::vector<std::uint64_t>& shape) {
  std::string text = "(";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    text += (i > 0 ? ", " : "") + std::to_string(shape[i]);
  }
  return text + (shape.size() == 1 ? ",)" : ")");
}

NpyHeader read_npy_header(ByteSource& source) {
  const auto magic = source.peek(8);
  const std::string_view begin(reinterpret_cast<const char*>(magic.data()), magic.size());
  if (begin.starts_with("PK")) source.fail(0, "a zip archive (.npz?), expected one array (.npy)");
  if (begin.size() < 8 || !begin.starts_with("\x93NUMPY")) {
    source.fail(0, "not a .npy file (expected \\x93NUMPY)");
  }
  const unsigned version = magic[6];
  if (version < 1 || version > 3) {
    source.fail(6, "version " + std::to_string(version) + " of .npy (expected 1, 2 or 3)");
  }
  source.skip(8, "the magic");
  const std::uint64_t length = version == 1 ? little16(source.need(2, "the header's length"))
                                            : little32(source.need(4, "the header's length"));
  const std::uint64_t offset = source.offset();
  if (length == 0 || length > ByteSource::kBuffer) {
    source.fail(offset, "a header of " + std::to_string(length) + " bytes (expected 1 to " +
                            std::to_string(ByteSource::kBuffer) + ")");
  }
  const unsigned char* bytes = source.need(static_cast<std::size_t>(length), "the header");
  HeaderText text(source, offset,
                  {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length)});
  NpyHeader header = parse(text);
  check_size(source, header);
  return header;
}

}  // namespace engram::workloads
