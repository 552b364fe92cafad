#include "sound_recordings.hpp"

#include "aedat4_bytes.hpp"
#include "recording_bytes.hpp"

namespace engram::workloads {
namespace {

std::string repeat(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

std::string aedat3() {
  const std::string events = repeat(little(5 << 17 | 7 << 2 | 3, 4) + little(99, 4), 10);
  std::string packet = little(1, 2) + little(1, 2);
  for (const std::uint64_t field : {8, 4, 1, 10, 10, 10}) packet += little(field, 4);
  return "#!AER-DAT3.1\r\n#Format: RAW\r\n#!END-HEADER\r\n" + repeat(packet + events, 3);
}

}  // namespace

std::vector<SoundRecording> sound_recordings() {
  const std::vector<RawEvent> events(20, RawEvent{12'345, 6, 7, 1});
  const std::string dvs = big(7U << 22 | 6U << 12 | 1U << 11, 4) + big(12'345, 4);
  const std::string row = little(6, 2) + little(7, 2) + little(12'345, 8) + little(1, 1);
  return {
      {"nmnist", repeat(std::string("\x05\x06\x80\x01\x02", 5), 30), 30},
      {"bs1", repeat(std::string("\x00\x06\x80\x01\x02", 5), 30), 30},
      {"bs3", repeat(std::string("\x00\x50\x06\x01\x00\x01\x02", 7), 30), 30},
      {"aedat2", "#!AER-DAT2.0\r\n# AEChip: DAVIS240C\r\n" + repeat(dvs, 30), 30},
      {"aedat2_davis", "#!AER-DAT2.0\r\n" + repeat(dvs, 30), 30},
      {"aedat2_dvs128", "#!AER-DAT2.0\r\n" + repeat(big(0x1234, 4) + big(5, 4), 30), 30},
      {"aedat3", aedat3(), 30},
      {"aedat4", aedat4(Packing::none, {events, events}), 40},
      {"aedat4", aedat4(Packing::lz4, {events, events}), 40},
      {"aedat4", aedat4(Packing::zstd, {events, events}), 40},
      {"dat", "% Version 2\n\x0c\x08" + repeat(little(5, 4) + little(0x10014005, 4), 30), 30},
      {"evt2", "% evt 2.0\n" + little(0x80000001, 4) + repeat(little(0x10402003, 4), 30), 30},
      {"evt3",
       "% evt 3.0\n" + little(0x8001, 2) + little(0x0005, 2) +
           repeat(little(0x3806, 2) + little(0x4007, 2) + little(0x2003, 2), 10),
       40},
      {"es",
       std::string("Event Stream\x02\x00\x00\x01\x22\x00\x22\x00", 20) +
           repeat(std::string("\x03\x05\x00\x06\x00", 5), 30),
       30},
      {"npy",
       npy("[('x', '<u2'), ('y', '<u2'), ('t', '<i8'), ('p', '|b1')]", "(30,)", repeat(row, 30)),
       30},
      {"npy", npy("'<u2'", "(10, 4)", repeat(little(0x0003'0001'0002'0001U, 8), 10)), 10},
      {"npy_raster", npy("'|u1'", "(10, 5)", repeat("\x01", 50)), 50},
      {"ras", repeat("0.012345 6\n", 30), 30},
      {"events_csv", "t,x,y,p\n" + repeat("12345,6,7,1\n", 30), 30}};
}

}  // namespace engram::workloads
