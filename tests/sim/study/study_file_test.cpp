#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "sim/config/config_fault.hpp"
#include "sim/study/study.hpp"

/// Studies and published tables as files; what is wrong with them is said, all at once.
namespace engram::sim {
namespace {

namespace fs = std::filesystem;

class StudyFiles : public testing::Test {
 protected:
  StudyFiles() : folder_(fs::temp_directory_path() / ("study" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
  }
  ~StudyFiles() override { fs::remove_all(folder_); }
  fs::path write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }
  std::string faults(const fs::path& file) const {
    try {
      file.extension() == ".csv" ? static_cast<void>(read_published(file))
                                 : static_cast<void>(load_study(file));
    } catch (const ConfigFault& fault) {
      std::string text = fault.what();
      const std::string folder = folder_.string() + "/";
      for (std::size_t at = text.find(folder); at != std::string::npos; at = text.find(folder)) {
        text.erase(at, folder.size());
      }
      return text;
    }
    return "";
  }
  fs::path folder_;
};

TEST_F(StudyFiles, APublishedTableIsItsHeaderAndRows) {
  const PublishedTable table =
      read_published(write("t.csv", "# a source\nbits,uJ\n2,1.5\r\n# between\n3, 2.5\n"));
  EXPECT_EQ(table.header, (std::vector<std::string>{"bits", "uJ"}));
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[0], (StudyRow{{"bits", "2"}, {"uJ", "1.5"}}));
  EXPECT_EQ(table.rows[1], (StudyRow{{"bits", "3"}, {"uJ", "2.5"}}));
}

TEST_F(StudyFiles, FaultsOfAPublishedTable) {
  EXPECT_EQ(faults(write("t.csv", "a,b\n1\n1,2\n1,2,3\n")),
            "t.csv:2: found 1 fields, expected 2\nt.csv:4: found 3 fields, expected 2");
  EXPECT_EQ(faults(write("t.csv", "# only a comment\n")), "t.csv: has no header line");
  EXPECT_EQ(faults(folder_ / "none.csv"), "none.csv: cannot be read");
}

constexpr const char* kStudy = R"({ "name": "s", "tables": [ { "published": "t.csv",
  "group": ["kind"],
  "runs": [ { "rows": { "kind": "x" }, "config": "c.json", "sets": ["/a={bits}"] } ],
  "columns": [
    { "published": "uJ", "median": 0.01, "max": 0.05,
      "groups": { "x": { "median": 0.02, "max": 0.03 } },
      "energy": { "parts": ["weight_memory"], "except": [".update"] } },
    { "published": "mW", "median": 0.01, "max": 0.05, "leakage": { "parts": ["controller"] } } ] } ],
  "ratios": [ { "name": "r", "columns": ["uJ"], "of": { "kind": "x" }, "over": { "kind": "y" },
                "within": 0.1 } ] })";

TEST_F(StudyFiles, AStudyIsRead) {
  write("t.csv", "kind,uJ\n");
  write("c.json", "{}");
  const Study study = load_study(write("s.json", kStudy));
  EXPECT_EQ(study.name, "s");
  ASSERT_EQ(study.tables.size(), 1u);
  const StudyTable& table = study.tables[0];
  EXPECT_EQ(table.published, folder_ / "t.csv");
  EXPECT_EQ(table.group, std::vector<std::string>{"kind"});
  ASSERT_EQ(table.runs.size(), 1u);
  EXPECT_EQ(table.runs[0].rows, (StudyRow{{"kind", "x"}}));
  EXPECT_EQ(table.runs[0].config, folder_ / "c.json");
  EXPECT_EQ(table.runs[0].sets, std::vector<std::string>{"/a={bits}"});
  ASSERT_EQ(table.columns.size(), 2u);
  EXPECT_EQ(table.columns[0].quantity, StudyColumn::Quantity::energy_uj);
  EXPECT_EQ(table.columns[0].parts, std::vector<Part>{Part::weight_memory});
  EXPECT_EQ(table.columns[0].except, std::vector<std::string>{".update"});
  EXPECT_EQ(table.columns[0].bounds.median, 0.01);
  EXPECT_EQ(table.columns[0].group_bounds.at("x").largest, 0.03);
  EXPECT_EQ(table.columns[1].quantity, StudyColumn::Quantity::leakage_mw);
  ASSERT_EQ(study.ratios.size(), 1u);
  EXPECT_EQ(study.ratios[0].over, (StudyRow{{"kind", "y"}}));
}

TEST_F(StudyFiles, FaultsOfAStudyAreToldTogether) {
  std::string text = kStudy;
  text.replace(text.find("\"leakage\": { \"parts\": [\"controller\"] }"), 39, "\"unit\": 1");
  EXPECT_NE(faults(write("s.json", text)).find("unit"), std::string::npos);
  const std::string missing = faults(write("s.json", kStudy));  // neither file is there
  EXPECT_NE(missing.find("/tables/0/published"), std::string::npos) << missing;
  EXPECT_NE(missing.find("/tables/0/runs/0/config"), std::string::npos) << missing;
}

TEST_F(StudyFiles, ARowWithoutARunIsAFault) {
  StudyTable table;
  table.published = write("t.csv", "kind,uJ\nz,1\n");
  table.runs = {{{{"kind", "x"}}, "c.json", {}}};
  try {
    run_study(table);
    FAIL() << "a row without a run was taken";
  } catch (const ConfigFault& fault) {
    EXPECT_NE(std::string(fault.what()).find("no run for kind z, uJ 1"), std::string::npos)
        << fault.what();
  }
}

TEST_F(StudyFiles, AFigureThatIsNoNumberIsAFault) {
  StudyTable table;
  table.published = write("t.csv", "kind,uJ\nx,many\n");
  table.runs = {{{{"kind", "x"}}, "c.json", {}}};
  table.columns.emplace_back().name = "uJ";
  EXPECT_THROW(run_study(table), ConfigFault);
}

}  // namespace
}  // namespace engram::sim
