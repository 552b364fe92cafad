#include "nir_writer.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>

namespace engram::workloads {

TemporaryFolder::TemporaryFolder()
    : path_(std::filesystem::temp_directory_path() /
            ("engram_nir_" + std::to_string(::getpid()) + "_" +
             testing::UnitTest::GetInstance()->current_test_info()->name())) {
  std::filesystem::create_directories(path_);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;  // a folder that stays behind fails no test
  std::filesystem::remove_all(path_, ignored);
}

NirWriter::NirWriter(const std::filesystem::path& file, const std::string& graph_type,
                     hsize_t user_block) {
  const Hdf5Id creation(H5Pcreate(H5P_FILE_CREATE), H5Pclose);
  H5Pset_userblock(creation.get(), user_block);
  file_ = Hdf5Id(H5Fcreate(file.c_str(), H5F_ACC_TRUNC, creation.get(), H5P_DEFAULT), H5Fclose);
  for (const char* group : {"/node", "/node/nodes"}) {
    Hdf5Id(H5Gcreate2(file_.get(), group, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
  }
  write_text("/node/type", graph_type);
}

NirWriter& NirWriter::node(const std::string& name, const std::string& type) {
  node_ = "/node/nodes/" + name;
  Hdf5Id(H5Gcreate2(file_.get(), node_.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
  return text("type", type);
}

NirWriter& NirWriter::fixed_node(const std::string& name, const std::string& type_name) {
  node_ = "/node/nodes/" + name;
  Hdf5Id(H5Gcreate2(file_.get(), node_.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
  const Hdf5Id type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.get(), 10);
  const Hdf5Id space(H5Screate(H5S_SCALAR), H5Sclose);
  const Hdf5Id data(H5Dcreate2(file_.get(), (node_ + "/type").c_str(), type.get(), space.get(),
                               H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                    H5Dclose);
  std::string bytes = type_name;
  bytes.resize(10, '\0');
  H5Dwrite(data.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data());
  return *this;
}

NirWriter& NirWriter::graph(const std::string& name) {
  node(name, "NIRGraph");
  const std::string nodes = node_ + "/nodes";
  Hdf5Id(H5Gcreate2(file_.get(), nodes.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
  return *this;
}

NirWriter& NirWriter::version(const std::string& text) {
  write_text("/version", text);
  return *this;
}

NirWriter& NirWriter::flags(const std::string& name, const std::vector<bool>& values) {
  const Hdf5Id type(H5Tenum_create(H5T_NATIVE_INT8), H5Tclose);
  signed char value = 0;
  H5Tenum_insert(type.get(), "FALSE", &value);
  value = 1;
  H5Tenum_insert(type.get(), "TRUE", &value);
  const hsize_t size = values.size();
  const Hdf5Id space(H5Screate_simple(1, &size, nullptr), H5Sclose);
  const Hdf5Id data(H5Dcreate2(file_.get(), (node_ + "/" + name).c_str(), type.get(), space.get(),
                               H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                    H5Dclose);
  const std::vector<signed char> bytes(values.begin(), values.end());
  H5Dwrite(data.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data());
  return *this;
}

Hdf5Id half_precision() {
  Hdf5Id type(H5Tcopy(H5T_IEEE_F32LE), H5Tclose);
  H5Tset_fields(type.get(), 15, 10, 5, 0, 10);
  H5Tset_size(type.get(), 2);
  H5Tset_ebias(type.get(), 15);
  return type;
}

NirWriter& NirWriter::field(const std::string& name, const std::vector<double>& values,
                            const Shape& shape, hid_t type) {
  const Hdf5Id space(shape.empty()
                         ? H5Screate(H5S_SCALAR)
                         : H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
                     H5Sclose);
  const Hdf5Id data(H5Dcreate2(file_.get(), (node_ + "/" + name).c_str(), type, space.get(),
                               H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                    H5Dclose);
  H5Dwrite(data.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
  return *this;
}

NirWriter& NirWriter::field(const std::string& name, const std::vector<double>& values) {
  return field(name, values, Shape{values.size()});
}

NirWriter& NirWriter::field(const std::string& name, double value) {
  return field(name, {value}, Shape{});
}

NirWriter& NirWriter::text(const std::string& name, const std::string& value) {
  write_text(node_ + "/" + name, value);
  return *this;
}

NirWriter& NirWriter::unwritten(const std::string& name, const Shape& shape) {
  const Hdf5Id space(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
                     H5Sclose);
  const Hdf5Id layout(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  const Shape chunk(shape.size(), 16);
  H5Pset_chunk(layout.get(), static_cast<int>(chunk.size()), chunk.data());
  const Hdf5Id data(H5Dcreate2(file_.get(), (node_ + "/" + name).c_str(), H5T_NATIVE_FLOAT,
                               space.get(), H5P_DEFAULT, layout.get(), H5P_DEFAULT),
                    H5Dclose);
  return *this;
}

NirWriter& NirWriter::edges(const Edges& edges, bool packed, const std::string& graph) {
  const std::string path = graph.empty() ? "/node/edges" : "/node/nodes/" + graph + "/edges";
  std::vector<const char*> names;
  for (const auto& [source, target] : edges) {
    names.push_back(source.c_str());
    names.push_back(target.c_str());
  }
  const Hdf5Id type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.get(), H5T_VARIABLE);
  const hsize_t shape[] = {edges.size(), 2};
  const Hdf5Id space(H5Screate_simple(2, shape, nullptr), H5Sclose);
  const Hdf5Id layout(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
  if (packed) {
    H5Pset_chunk(layout.get(), 2, shape);
    H5Pset_deflate(layout.get(), 4);
  }
  const Hdf5Id data(H5Dcreate2(file_.get(), path.c_str(), type.get(), space.get(), H5P_DEFAULT,
                               layout.get(), H5P_DEFAULT),
                    H5Dclose);
  H5Dwrite(data.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, names.data());
  return *this;
}

NirWriter& NirWriter::fixed_edges(const Edges& edges) {
  constexpr std::size_t length = 10;
  std::string bytes;
  for (const auto& [source, target] : edges) {
    for (std::string name : {source, target}) {
      name.resize(length, '\0');
      bytes += name;
    }
  }
  const Hdf5Id type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.get(), length);
  const hsize_t shape[] = {edges.size(), 2};
  const Hdf5Id space(H5Screate_simple(2, shape, nullptr), H5Sclose);
  const Hdf5Id data(H5Dcreate2(file_.get(), "/node/edges", type.get(), space.get(), H5P_DEFAULT,
                               H5P_DEFAULT, H5P_DEFAULT),
                    H5Dclose);
  H5Dwrite(data.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data());
  return *this;
}

void NirWriter::write_text(const std::string& path, const std::string& value) {
  const Hdf5Id type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.get(), H5T_VARIABLE);
  const Hdf5Id space(H5Screate(H5S_SCALAR), H5Sclose);
  const Hdf5Id data(H5Dcreate2(file_.get(), path.c_str(), type.get(), space.get(), H5P_DEFAULT,
                               H5P_DEFAULT, H5P_DEFAULT),
                    H5Dclose);
  const char* pointer = value.c_str();
  H5Dwrite(data.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, &pointer);
}

NirWriter& NirWriter::input(const std::string& name, const std::vector<double>& shape) {
  return node(name, "Input").field("shape", shape, {shape.size()}, H5T_NATIVE_INT64);
}

NirWriter& NirWriter::output(const std::string& name) {
  return node(name, "Output").field("shape", std::vector<double>{1, 1, 1});
}

NirWriter& NirWriter::integrate_and_fire(const std::string& name, std::size_t neurons) {
  return node(name, "IF")
      .field("r", std::vector<double>(neurons, 1.0))
      .field("v_threshold", std::vector<double>(neurons, 1.0));
}

NirWriter& NirWriter::linear(const std::string& name, const std::vector<double>& weight,
                             hsize_t out, hsize_t in) {
  return node(name, "Linear").field("weight", weight, {out, in}, H5T_NATIVE_FLOAT);
}

NirWriter& NirWriter::affine(const std::string& name, const std::vector<double>& weight,
                             const std::vector<double>& bias) {
  return node(name, "Affine")
      .field("weight", weight, {bias.size(), weight.size() / bias.size()}, H5T_NATIVE_FLOAT)
      .field("bias", bias);
}

}  // namespace engram::workloads
