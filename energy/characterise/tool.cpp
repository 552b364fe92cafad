#include "energy/characterise/tool.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace engram::energy {
namespace {

std::string quoted(const std::string& word) {
  if (word.find('\'') != std::string::npos) throw ToolFault("a quote in: " + word);
  return "'" + word + "'";
}

constexpr std::size_t kShown = 2000;

}  // namespace

void write_file(const std::filesystem::path& file, const std::string& text) {
  std::ofstream stream(file, std::ios::binary);
  stream << text;
  if (!stream.flush()) throw ToolFault("cannot write " + file.string());
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  if (!stream) throw ToolFault("cannot read " + file.string());
  text << stream.rdbuf();
  return text.str();
}

std::string run_tool(const std::vector<std::string>& words, const std::filesystem::path& folder) {
  const std::filesystem::path log = folder / (words.front() + ".log");
  std::string command = "cd " + quoted(folder.string()) + " &&";
  for (const std::string& word : words) command += " " + quoted(word);
  command += " > " + quoted(log.string()) + " 2>&1 < /dev/null";
  const int code = std::system(command.c_str());
  std::string text = read_file(log);
  if (code == 0) return text;
  if (text.size() > kShown) text = "..." + text.substr(text.size() - kShown);
  throw ToolFault(words.front() +
                  " failed (installed? Debian packages: yosys, iverilog, opensta):\n" + text);
}

}  // namespace engram::energy
