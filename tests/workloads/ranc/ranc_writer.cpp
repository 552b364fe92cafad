#include "ranc_writer.hpp"

#include <unistd.h>

#include <fstream>

namespace engram::workloads::ranc_writer {

std::string bits(int value, unsigned width) {
  std::string text;
  for (unsigned bit = width; bit-- > 0;) {
    text += (static_cast<unsigned>(value) >> bit & 1U) != 0 ? '1' : '0';
  }
  return text;
}

std::string line(const Neuron& neuron) {
  std::string text = "0000";
  for (const std::uint32_t axon : neuron.axons) text[3 - axon] = '1';
  text += bits(neuron.potential, 9) + bits(neuron.reset, 9);
  for (const int weight : neuron.weights) text += bits(weight, 9);
  text += bits(neuron.leak, 9) + bits(neuron.threshold, 9) + bits(neuron.low_threshold, 9);
  text += bits(neuron.mode, 1) + bits(neuron.dx, 9) + bits(neuron.dy, 9);
  return text + bits(static_cast<int>(neuron.axon), 2) + bits(static_cast<int>(neuron.tick), 4);
}

Folder::Folder(const std::string& name)
    : path_(std::filesystem::temp_directory_path() /
            ("engram-" + std::to_string(::getpid()) + "-ranc-" + name)) {
  std::filesystem::create_directory(path_);
}

Folder::~Folder() {
  std::error_code ignored;  // a folder left behind fails no test
  std::filesystem::remove_all(path_, ignored);
}

void Folder::file(const std::string& name, const std::string& text) const {
  std::ofstream(path_ / name, std::ios::binary) << text;
}

void Folder::core(unsigned id, const std::vector<Neuron>& neurons,
                  const std::vector<int>& types) const {
  const std::string number = "00" + std::to_string(id) + ".mem";
  std::string text;
  for (const Neuron& neuron : neurons) text += line(neuron) + "\n";
  file("csram_" + number, text);
  text.clear();
  for (const int type : types) text += bits(type, 2) + "\n";
  file("tc_" + number, text);
}

}  // namespace engram::workloads::ranc_writer
