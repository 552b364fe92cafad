#include "tests/workloads/lava/lava_writer.hpp"

#include <unistd.h>

#include <stdexcept>

namespace engram::workloads {

LavaWriter::LavaWriter() {
  std::string name = (std::filesystem::temp_directory_path() / "engram_lava_XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = name;
  file_ = Hdf5Id(H5Fcreate((folder_ / "net.net").c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT),
                 H5Fclose);
  Hdf5Id(H5Gcreate2(file_.get(), "/layer", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
}

LavaWriter::~LavaWriter() {
  file_ = Hdf5Id();
  std::error_code ignored;  // a folder that stays behind fails no test
  std::filesystem::remove_all(folder_, ignored);
}

LavaWriter& LavaWriter::layer(const std::string& name, const std::string& type) {
  group_ = "/layer/" + name;
  Hdf5Id(H5Gcreate2(file_.get(), group_.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
  return text("type", type);
}

LavaWriter& LavaWriter::field(const std::string& name, const std::vector<double>& values,
                              const Shape& shape) {
  const Hdf5Id space(shape.empty()
                         ? H5Screate(H5S_SCALAR)
                         : H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
                     H5Sclose);
  const Hdf5Id links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
  H5Pset_create_intermediate_group(links.get(), 1);
  const Hdf5Id data(H5Dcreate2(file_.get(), path(name).c_str(), H5T_NATIVE_FLOAT, space.get(),
                               links.get(), H5P_DEFAULT, H5P_DEFAULT),
                    H5Dclose);
  H5Dwrite(data.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
  return *this;
}

/// As lava-dl writes it: a vector of one string of ten bytes.
LavaWriter& LavaWriter::text(const std::string& name, const std::string& value) {
  const Hdf5Id type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.get(), 10);
  H5Tset_strpad(type.get(), H5T_STR_NULLPAD);
  const hsize_t one = 1;
  const Hdf5Id space(H5Screate_simple(1, &one, nullptr), H5Sclose);
  const Hdf5Id links(H5Pcreate(H5P_LINK_CREATE), H5Pclose);
  H5Pset_create_intermediate_group(links.get(), 1);
  const Hdf5Id data(H5Dcreate2(file_.get(), path(name).c_str(), type.get(), space.get(),
                               links.get(), H5P_DEFAULT, H5P_DEFAULT),
                    H5Dclose);
  std::string bytes = value;
  bytes.resize(10, '\0');
  H5Dwrite(data.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data());
  return *this;
}

LavaWriter& LavaWriter::neuron(double current_decay, double voltage_decay, double threshold,
                               const std::string& type) {
  text("neuron/type", type);
  field("neuron/iDecay", current_decay);
  field("neuron/vDecay", voltage_decay);
  return field("neuron/vThMant", threshold);
}

LavaWriter& LavaWriter::dense(const std::string& name, const std::vector<double>& weights,
                              hsize_t out, hsize_t in, const std::string& type) {
  return layer(name, type)
      .field("shape", {static_cast<double>(out)})
      .field("weight", weights, {out, in});
}

std::filesystem::path LavaWriter::close() {
  file_ = Hdf5Id();
  return folder_ / "net.net";
}

}  // namespace engram::workloads
