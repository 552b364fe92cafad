#pragma once

#include "workloads/files/text_lines.hpp"
#include "workloads/recordings/event_reader.hpp"

namespace engram::workloads {

/// Recordings with one event a line. Once a line is at fault, the rest is read for its faults alone
/// and all of them are thrown together.
class TextEvents : public EventReader {
 public:
  explicit TextEvents(const std::filesystem::path& file) : lines_(file), faults_(file) {}
  bool next(std::vector<RawEvent>& block) override;

 protected:
  /// Adds the event of a line that is not empty, or what is wrong with it.
  virtual void take(std::string_view line, std::vector<RawEvent>& block) = 0;
  void add_fault(const std::string& what) { faults_.add(lines_.number(), what); }
  /// For a header; false where the file is empty. Faults of a header are raised by raise().
  bool next_line(std::string_view& line) { return lines_.next(line, faults_); }
  void raise() const { faults_.raise(); }

 private:
  TextLines lines_;
  LineFaults faults_;
};

}  // namespace engram::workloads
