#pragma once

namespace engram::schaefer2020 {

inline constexpr unsigned kWordBits = 16;  ///< of every memory of the study's machines

}  // namespace engram::schaefer2020
