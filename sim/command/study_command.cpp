#include <cstdio>

#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/study/study.hpp"
#include "sim/study/study_text.hpp"

namespace engram::sim {

int study_command(const std::string& file) {
  const Study study = load_study(file);
  std::vector<std::vector<StudyResult>> results;
  bool within = true;
  const auto print = [&](const StudyVerdict& verdict) {
    within = within && verdict.within;
    std::fputs(verdict.text.c_str(), stdout);
  };
  for (const StudyTable& table : study.tables) {
    results.push_back(run_study(table));
    std::printf("%s, %s\n", study.name.c_str(), table.published.filename().string().c_str());
    print(table_text(table, results.back()));
    std::printf("\n");
  }
  for (const StudyRatio& ratio : study.ratios) print(ratio_text(ratio, study, results));
  for (const StudyCheck& check : study.checks) print(check_text(check, study, results));
  return within ? kOk : kCheckFailed;
}

}  // namespace engram::sim
