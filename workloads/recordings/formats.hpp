#pragma once

#include "workloads/recordings/event_reader.hpp"

/// One opener a format, each in the .cpp of its name; recording_formats.cpp lists them.
namespace engram::workloads {

using Path = std::filesystem::path;

std::unique_ptr<EventReader> open_aedat2(const Path& file);         ///< layout by the header's chip
std::unique_ptr<EventReader> open_aedat2_davis(const Path& file);   ///< whatever the header says
std::unique_ptr<EventReader> open_aedat2_dvs128(const Path& file);  ///< whatever the header says
std::unique_ptr<EventReader> open_aedat3(const Path& file);
std::unique_ptr<EventReader> open_aedat4(const Path& file);
std::unique_ptr<EventReader> open_bs1(const Path& file);
std::unique_ptr<EventReader> open_bs3(const Path& file);
std::unique_ptr<EventReader> open_dat(const Path& file);
std::unique_ptr<EventReader> open_event_stream(const Path& file);
std::unique_ptr<EventReader> open_events_csv(const Path& file);
std::unique_ptr<EventReader> open_evt2(const Path& file);
std::unique_ptr<EventReader> open_evt3(const Path& file);
std::unique_ptr<EventReader> open_first_shd(const Path& file);  ///< sample 0; see shd.hpp
std::unique_ptr<EventReader> open_nmnist(const Path& file);
std::unique_ptr<EventReader> open_npy_events(const Path& file);
std::unique_ptr<EventReader> open_npy_raster(const Path& file);
std::unique_ptr<EventReader> open_ras(const Path& file);

/// Whether the first line is the header of an event table.
bool is_events_csv(std::string_view head);

}  // namespace engram::workloads
