#include <cstdio>

#include "sim/command/commands.hpp"
#include "sim/command/exit_codes.hpp"
#include "sim/report/report.hpp"
#include "sim/results/result_folder.hpp"
#include "sim/run/prepare.hpp"

namespace engram::sim {

int report_command(const ReportArguments& arguments) {
  std::string faults;
  try {
    check_result_file(arguments.out);
  } catch (const ResultFolderFault& fault) {
    faults = fault.what();
  }
  std::string page;
  try {
    page = report({arguments.results.begin(), arguments.results.end()});
  } catch (const InputFault& fault) {
    faults += (faults.empty() ? "" : "\n") + std::string(fault.what());
  }
  if (!faults.empty()) throw InputFault(faults);
  write_result_file(arguments.out, page);
  if (!arguments.quiet) std::printf("report in %s\n", arguments.out.c_str());
  return kOk;
}

}  // namespace engram::sim
