#include <gtest/gtest.h>

#include <map>
#include <set>

#include "sim/config/run_schema.hpp"
#include "tests/sim/config/files.hpp"
#include "tests/sim/config/schema_keys.hpp"
#include "tests/sim/config/show_config.hpp"

/// A key that is given is read: each one, turned, changes the typed config.
namespace engram::sim {
namespace {

/// A key of the schema ('*': any name, '0': any entry), and a --set on one of the base configs that
/// turns it. `first` makes room for it.
struct Turn {
  const char* key;
  const char* base;
  const char* set;
  std::vector<std::string> first = {};
};

const std::string kMemory = "/chip/core/synapse_memory";
const std::string kTable = R"(/chip/noc={"topology": "table", "channels": [], "next_hops": []})";
const std::string kCodebook = "/compression/quantize/format=codebook";
const std::string kPercentile = "/compression/quantize/calibration=percentile";
const std::string kSlice =
    R"(/compression/quantize={"bits": 6, "granularity": "slice", "slice_channels": 2})";
const std::string kOneSlice =
    R"(/compression/quantize/projections/a={"granularity": "slice", "slice_channels": 2})";
const std::string kPopulation = "/workload/network/populations/1";
const std::string kProjection = "/workload/network/projections/0";

const std::vector<std::string> kLif = {kPopulation + "/neuron/model=cuba_lif"};
const std::vector<std::string> kConv = {
    "/workload/network/populations/0/shape=[1, 2, 3]", kPopulation + "/shape=[1, 2, 3]",
    kProjection + "/type=conv2d", kProjection + "/kernel=1",
    kProjection + "/weights={\"distribution\": \"normal\", \"mean\": 1, \"deviation\": 2}"};
const std::vector<std::string> kUniform = {
    kProjection + "/weights={\"distribution\": \"uniform\", \"low\": 1, \"high\": 2}"};
const std::vector<std::string> kFanIn = {
    kProjection + "/weights={\"distribution\": \"fan_in_normal\", \"gain\": 1}"};
const std::vector<std::string> kConstant = {
    kProjection + "/weights={\"distribution\": \"constant\", \"value\": 1}"};
const std::vector<std::string> kDram = {"/chip/schedule=layer_by_layer", "/chip/dram={}"};
const std::vector<std::string> kPrune = {"/compression/prune/sparsity=0.25"};
const std::vector<std::string> kCrop = {"/workload/input/crop={\"width\": 4, \"height\": 4}"};
std::vector<std::string> with_pool() {
  std::vector<std::string> sets = kConv;
  sets.push_back(kProjection + "/pool=[{\"kernel\": 2, \"padding\": 1}]");
  return sets;
}

const Turn kTurns[] = {
    {"/name", "nir", "/name=other"},
    {"/seed", "nir", "/seed=4"},
    {"/workload/network/nir", "nir", "/workload/network/nir=FOLDER/other.nir"},
    {"/workload/network/json", "json", "/workload/network/json=FOLDER/other.json"},
    {"/workload/network/dynamics", "nir", "/workload/network/dynamics=sinabs"},
    {"/workload/network/dt_us", "nir", "/workload/network/dt_us=2"},
    {"/workload/network/spikes", "nir", "/workload/network/spikes=multi"},
    {"/workload/network/compare", "nir", "/workload/network/compare=greater"},
    {"/workload/network/reset", "nir", "/workload/network/reset=zero"},
    {"/workload/network/clip", "nir", "/workload/network/clip=true"},
    {"/workload/network/current", "nir", "/workload/network/current=same_step"},
    {"/workload/network/lava", "lava", "/workload/network/lava=FOLDER/other.nir"},
    {"/workload/network/layer_delay", "lava", "/workload/network/layer_delay=0"},
    {"/workload/network/v_th_shift", "lava", "/workload/network/v_th_shift=5"},
    {"/workload/network/input_shape", "lava", "/workload/network/input_shape=[2, 3, 4]"},
    {"/workload/network/input_bias", "lava", "/workload/network/input_bias=FOLDER/a.csv"},
    {"/workload/network/slayer", "slayer", "/workload/network/slayer=FOLDER/other.slayer"},
    {"/workload/network/recurrent_delay", "nir", "/workload/network/recurrent_delay=2"},
    {"/workload/network/ranc", "ranc", "/workload/network/ranc=FOLDER/other"},
    {"/workload/network/grid_width", "ranc", "/workload/network/grid_width=4"},
    {"/workload/network/output_core", "ranc", "/workload/network/output_core=3"},
    {"/workload/network/packets", "ranc", "/workload/network/packets=all_axons"},
    {"/workload/network/shared_axons", "ranc", "/workload/network/shared_axons=add"},
    {"/workload/network/nir_options/time_unit", "nir",
     "/workload/network/nir_options/time_unit=seconds"},
    {"/workload/network/nir_options/transposed_weights", "nir",
     "/workload/network/nir_options/transposed_weights=accept"},
    {"/workload/network/nir_options/missing_node", "nir",
     "/workload/network/nir_options/missing_node=match_by_type"},
    {"/workload/network/populations/0/name", "native",
     "/workload/network/populations/2={\"name\": \"third\", \"shape\": [1], \"neuron\": "
     "{\"model\": "
     "\"if\"}}"},
    {"/workload/network/populations/0/shape", "native",
     "/workload/network/populations/2/shape=[4]"},
    {"/workload/network/populations/0/output", "native",
     "/workload/network/populations/1/output=false"},
    {"/workload/network/populations/0/neuron/model", "native",
     "/workload/network/populations/1/neuron/model=lif"},
    {"/workload/network/populations/0/neuron/threshold", "native",
     "/workload/network/populations/1/neuron/threshold=[1, 1, 1, 1, 1, 2]"},
    {"/workload/network/populations/0/neuron/decay", "native",
     "/workload/network/populations/1/neuron/decay=0.5", kLif},
    {"/workload/network/populations/0/neuron/gain", "native",
     "/workload/network/populations/1/neuron/gain=0.5"},
    {"/workload/network/populations/0/neuron/offset", "native",
     "/workload/network/populations/1/neuron/offset=0.5"},
    {"/workload/network/populations/0/neuron/bias", "native",
     "/workload/network/populations/1/neuron/bias=0.5"},
    {"/workload/network/populations/0/neuron/current_decay", "native",
     "/workload/network/populations/1/neuron/current_decay=0.5", kLif},
    {"/workload/network/populations/0/neuron/current_gain", "native",
     "/workload/network/populations/1/neuron/current_gain=0.5", kLif},
    {"/workload/network/populations/0/neuron/current", "native",
     "/workload/network/populations/1/neuron/current=previous_step", kLif},
    {"/workload/network/populations/0/neuron/compare", "native",
     "/workload/network/populations/1/neuron/compare=greater_equal"},
    {"/workload/network/populations/0/neuron/reset", "native",
     "/workload/network/populations/1/neuron/reset=subtract"},
    {"/workload/network/populations/0/neuron/reset_value",
     "native",
     "/workload/network/populations/1/neuron/reset_value=0.5",
     {"/workload/network/populations/1/neuron/reset=value"}},
    {"/workload/network/populations/0/neuron/refractory", "native",
     "/workload/network/populations/1/neuron/refractory=2"},
    {"/workload/network/populations/0/neuron/spikes",
     "native",
     "/workload/network/populations/1/neuron/spikes=multi",
     {"/workload/network/populations/1/neuron/reset=subtract"}},
    {"/workload/network/populations/0/neuron/clip_low", "native",
     "/workload/network/populations/1/neuron/clip_low=-1"},
    {"/workload/network/projections/0/name", "native",
     "/workload/network/projections/0/name=other"},
    {"/workload/network/projections/0/source", "native",
     "/workload/network/projections/0/source=out", kUniform},
    {"/workload/network/projections/0/target", "native",
     "/workload/network/projections/0/target=spare"},
    {"/workload/network/projections/0/delay", "native", "/workload/network/projections/0/delay=3"},
    {"/workload/network/projections/0/type", "native",
     "/workload/network/projections/0/type=sparse"},
    {"/workload/network/projections/0/pool/0/kernel", "native",
     "/workload/network/projections/0/pool/0/kernel=[1, 2]", with_pool()},
    {"/workload/network/projections/0/pool/0/stride", "native",
     "/workload/network/projections/0/pool/0/stride=1", with_pool()},
    {"/workload/network/projections/0/pool/0/padding", "native",
     "/workload/network/projections/0/pool/0/padding=0", with_pool()},
    {"/workload/network/projections/0/kernel", "native", "/workload/network/projections/0/kernel=3",
     kConv},
    {"/workload/network/projections/0/stride", "native", "/workload/network/projections/0/stride=2",
     kConv},
    {"/workload/network/projections/0/padding", "native",
     "/workload/network/projections/0/padding=1", kConv},
    {"/workload/network/projections/0/dilation", "native",
     "/workload/network/projections/0/dilation=2", kConv},
    {"/workload/network/projections/0/groups", "native", "/workload/network/projections/0/groups=2",
     kConv},
    {"/workload/network/projections/0/weights/values", "native",
     "/workload/network/projections/0/weights/values/0=5"},
    {"/workload/network/projections/0/weights/distribution", "native",
     "/workload/network/projections/0/weights/distribution=uniform_int", kUniform},
    {"/workload/network/projections/0/weights/value", "native",
     "/workload/network/projections/0/weights/value=2", kConstant},
    {"/workload/network/projections/0/weights/low", "native",
     "/workload/network/projections/0/weights/low=0", kUniform},
    {"/workload/network/projections/0/weights/high", "native",
     "/workload/network/projections/0/weights/high=3", kUniform},
    {"/workload/network/projections/0/weights/mean", "native",
     "/workload/network/projections/0/weights/mean=3", kConv},
    {"/workload/network/projections/0/weights/deviation", "native",
     "/workload/network/projections/0/weights/deviation=3", kConv},
    {"/workload/network/projections/0/weights/gain", "native",
     "/workload/network/projections/0/weights/gain=3", kFanIn},
    {"/workload/network/projections/0/weights/density", "native",
     "/workload/network/projections/0/weights/density=0.5", kUniform},
    {"/workload/input/events", "events", "/workload/input/events=FOLDER/other.csv"},
    {"/workload/input/images", "images", "/workload/input/images=FOLDER/other.npy"},
    {"/workload/input/encoder/name", "images", "/workload/input/encoder/name=direct_threshold"},
    {"/workload/input/encoder/threshold", "images", "/workload/input/encoder/threshold=7"},
    {"/workload/input/encoder/scale", "images", "/workload/input/encoder/scale=7"},
    {"/workload/input/encoder/divide_by", "images", "/workload/input/encoder/divide_by=255"},
    {"/workload/input/encoder/max_rate_hz",
     "images",
     "/workload/input/encoder/max_rate_hz=7",
     {"/workload/input/encoder={\"name\": \"poisson\", \"max_rate_hz\": 8}"}},
    {"/workload/input/split", "task", "/workload/input/split=train"},
    {"/workload/input/labels", "images", "/workload/input/labels=FOLDER/other.csv"},
    {"/workload/input/first", "images", "/workload/input/first=7"},
    {"/workload/input/limit", "images", "/workload/input/limit=7"},
    {"/workload/input/origin", "events", "/workload/input/origin=first_event"},
    {"/workload/input/window_us", "events", "/workload/input/window_us=[2, 7]"},
    {"/workload/input/polarity", "events", "/workload/input/polarity=merge"},
    {"/workload/input/crop/x", "events", "/workload/input/crop/x=7", kCrop},
    {"/workload/input/crop/y", "events", "/workload/input/crop/y=7", kCrop},
    {"/workload/input/crop/width", "events", "/workload/input/crop/width=7", kCrop},
    {"/workload/input/crop/height", "events", "/workload/input/crop/height=7", kCrop},
    {"/workload/input/downsample", "events", "/workload/input/downsample=[1, 7]"},
    {"/workload/input/poisson/rate_hz", "nir", "/workload/input/poisson/rate_hz=7"},
    {"/workload/input/regular/interval", "native", "/workload/input/regular/interval=7"},
    {"/workload/input/regular/phase", "native", "/workload/input/regular/phase=7"},
    {"/workload/input/format", "events", "/workload/input/format=csv"},
    {"/workload/input/timestep_us", "events", "/workload/input/timestep_us=7"},
    {"/workload/input/timesteps", "events", "/workload/input/timesteps=7"},
    {"/workload/input/binning", "events", "/workload/input/binning=round"},
    {"/workload/input/merge", "events", "/workload/input/merge=or"},
    {"/workload/input/samples", "nir", "/workload/input/samples=7"},
    {"/workload/activity", "nir",
     "/workload={\"network\": {\"nir\": \"FOLDER/net.nir\", \"dynamics\": \"norse\"}, "
     "\"input\": {\"timesteps\": 20}, \"activity\": \"dense\"}"},
    {"/learning/rule", "learning", "/learning/rule=backprop"},
    {"/learning/projections", "learning", "/learning/projections=[\"p\"]"},
    {"/learning/zero_weights", "learning", "/learning/zero_weights=re-encode"},
    {"/learning/rounding", "learning", "/learning/rounding=stochastic"},
    {"/learning/rate_shift", "learning", "/learning/rate_shift=7"},
    {"/learning/error_bits", "learning", "/learning/error_bits=7"},
    {"/learning/error_gain", "learning", "/learning/error_gain=7"},
    {"/learning/backward_shift", "learning", "/learning/backward_shift=7"},
    {"/learning/surrogate/kind", "learning", "/learning/surrogate/kind=triangle"},
    {"/learning/surrogate/width", "learning", "/learning/surrogate/width=0.25"},
    {"/learning/surrogate/bits", "learning", "/learning/surrogate/bits=7"},
    {"/learning/trace/bits", "learning", "/learning/trace/bits=7"},
    {"/learning/trace/decay", "learning", "/learning/trace/decay=7"},
    {"/learning/trace/gain", "learning", "/learning/trace/gain=7"},
    {"/learning/stdp/window",
     "stdp",
     "/learning/stdp/window=3",
     {"/learning/stdp/depression={\"amplitude\": 7, \"tau\": 2}"}},
    {"/learning/stdp/potentiation", "stdp", "/learning/stdp/potentiation=[7, 8]"},
    {"/learning/stdp/depression", "stdp",
     "/learning/stdp/depression={\"amplitude\": 7, \"tau\": 2}"},
    {"/learning/targets/spikes", "learning", "/learning/targets/spikes=FOLDER/other.csv"},
    {"/learning/targets/populations", "learning", "/learning/targets/populations=[\"out\"]"},
    {"/compression/prune/method", "nir", "/compression/prune/method=random", kPrune},
    {"/compression/prune/sparsity", "nir", "/compression/prune/sparsity=0.5", kPrune},
    {"/compression/prune/scope", "nir", "/compression/prune/scope=global", kPrune},
    {"/compression/prune/n", "nir", "/compression/prune/n=1", {"/compression/prune/method=n_of_m"}},
    {"/compression/prune/m", "nir", "/compression/prune/m=5", {"/compression/prune/method=n_of_m"}},
    {"/compression/prune/projections/*/sparsity", "nir",
     "/compression/prune/projections/a/sparsity=0.5", kPrune},
    {"/compression/order", "nir", "/compression/order=quantize_then_prune"},
    {"/compression/quantize/format", "nir", "/compression/quantize/format=codebook"},
    {"/compression/quantize/bits", "nir", "/compression/quantize/bits=7"},
    {"/compression/quantize/entry_bits", "nir", "/compression/quantize/entry_bits=9", {kCodebook}},
    {"/compression/quantize/granularity", "nir", "/compression/quantize/granularity=channel"},
    {"/compression/quantize/slice_channels",
     "nir",
     "/compression/quantize/slice_channels=3",
     {kSlice}},
    {"/compression/quantize/calibration", "nir", "/compression/quantize/calibration=mse"},
    {"/compression/quantize/percentile",
     "nir",
     "/compression/quantize/percentile=99",
     {kPercentile}},
    {"/compression/quantize/rounding", "nir", "/compression/quantize/rounding=stochastic"},
    {"/compression/quantize/scale", "nir", "/compression/quantize/scale=0.5"},
    {"/compression/quantize/projections/*/format", "nir",
     "/compression/quantize/projections/a/format=ternary"},
    {"/compression/quantize/projections/*/bits", "nir",
     "/compression/quantize/projections/a/bits=2"},
    {"/compression/quantize/projections/*/entry_bits",
     "nir",
     "/compression/quantize/projections/a/entry_bits=9",
     {kCodebook}},
    {"/compression/quantize/projections/*/granularity", "nir",
     "/compression/quantize/projections/a/granularity=channel"},
    {"/compression/quantize/projections/*/slice_channels",
     "nir",
     "/compression/quantize/projections/a/slice_channels=3",
     {kOneSlice}},
    {"/compression/quantize/projections/*/calibration", "nir",
     "/compression/quantize/projections/a/calibration=mse"},
    {"/compression/quantize/projections/*/percentile",
     "nir",
     "/compression/quantize/projections/a/percentile=99",
     {kPercentile}},
    {"/compression/quantize/projections/*/rounding", "nir",
     "/compression/quantize/projections/a/rounding=stochastic"},
    {"/compression/quantize/projections/*/scale", "nir",
     "/compression/quantize/projections/a/scale=2"},
    {"/chip/clock_mhz", "nir", "/chip/clock_mhz=7"},
    {"/chip/mesh", "nir", "/chip/mesh=[4, 7]"},
    {"/chip/noc/topology", "nir", "/chip/noc/topology=ring"},
    {"/chip/noc/arity", "nir", "/chip/noc/arity=7"},
    {"/chip/noc/channels", "nir", "/chip/noc/channels=[[0, 1], [1, 0]]", {kTable}},
    {"/chip/noc/next_hops", "nir", "/chip/noc/next_hops=[[0, 1], [0, 0]]", {kTable}},
    {"/chip/noc/casting", "nir", "/chip/noc/casting=multicast"},
    {"/chip/noc/buffer_flits", "nir", "/chip/noc/buffer_flits=7"},
    {"/chip/noc/watchdog_cycles", "nir", "/chip/noc/watchdog_cycles=7"},
    {"/chip/schedule", "nir", "/chip/schedule=pipelined"},
    {"/chip/dram/word_bits", "nir", "/chip/dram/word_bits=72", kDram},
    {"/chip/dram/burst_words", "nir", "/chip/dram/burst_words=7", kDram},
    {"/chip/dram/bits_per_cycle", "nir", "/chip/dram/bits_per_cycle=7", kDram},
    {"/chip/dram/row_bytes", "nir", "/chip/dram/row_bytes=7", kDram},
    {"/chip/dram/row_miss_cycles", "nir", "/chip/dram/row_miss_cycles=7", kDram},
    {"/fidelity", "nir", "/fidelity=cycle"},
    {"/chip/timing", "nir", "/chip/timing=real_time"},
    {"/chip/payload", "nir", "/chip/payload=multiply"},
    {"/chip/clock_gating", "nir", "/chip/clock_gating=false"},
    {"/chip/mapping/strategy", "nir", "/chip/mapping/strategy=separate"},
    {"/chip/core/neurons", "nir", "/chip/core/neurons=7"},
    {"/chip/core/synapse_memory_kib", "nir", "/chip/core/synapse_memory_kib=7"},
    {"/chip/core/lanes", "nir", "/chip/core/lanes=7"},
    {"/chip/core/accumulator", "nir", "/chip/core/accumulator=sram"},
    {"/chip/core/accumulator_bits", "nir", "/chip/core/accumulator_bits=16"},
    {"/chip/core/update", "nir", "/chip/core/update=touched"},
    {"/chip/core/neuron/arithmetic", "nir", "/chip/core/neuron/arithmetic=fixed"},
    {"/chip/core/neuron/state_bits",
     "nir",
     "/chip/core/neuron/state_bits=16",
     {"/chip/core/neuron/arithmetic=fixed"}},
    {"/chip/core/neuron/fraction_bits", "nir", "/chip/core/neuron/fraction_bits=2"},
    {"/chip/core/neuron/decay_bits", "nir", "/chip/core/neuron/decay_bits=5"},
    {"/chip/core/neuron/rounding", "nir", "/chip/core/neuron/rounding=floor"},
    {"/chip/core/synapse_memory/encoding", "nir",
     "/chip/core/synapse_memory/encoding={\"default\": \"index\", \"a\": \"bitmap\"}"},
    {"/chip/core/synapse_memory/auto/samples",
     "nir",
     "/chip/core/synapse_memory/auto/samples=7",
     {"/chip/core/synapse_memory/encoding=auto"}},
    {"/chip/core/synapse_memory/auto/timesteps",
     "nir",
     "/chip/core/synapse_memory/auto/timesteps=7",
     {"/chip/core/synapse_memory/encoding=auto"}},
    {"/chip/core/synapse_memory/sharing", "nir", "/chip/core/synapse_memory/sharing=kernel"},
    {"/chip/core/synapse_memory/word_bits", "nir", "/chip/core/synapse_memory/word_bits=16"},
    {"/chip/core/synapse_memory/banks", "nir", "/chip/core/synapse_memory/banks=7"},
    {"/chip/core/synapse_memory/ports", "nir", "/chip/core/synapse_memory/ports=2"},
    {"/chip/core/synapse_memory/rows", "nir", "/chip/core/synapse_memory/rows=aligned"},
    {"/chip/core/synapse_memory/access",
     "nir",
     "/chip/core/synapse_memory/access=per_weight",
     {"/chip/core/synapse_memory/word_bits=16"}},
    {"/chip/core/synapse_memory/macros", "nir", "/chip/core/synapse_memory/macros=shared"},
    {"/chip/core/synapse_memory/index_list", "nir", "/chip/core/synapse_memory/index_list=split"},
    {"/chip/core/synapse_memory/run_bits", "nir", "/chip/core/synapse_memory/run_bits=7"},
    {"/chip/core/synapse_memory/functional_mode", "nir",
     "/chip/core/synapse_memory/functional_mode=pure"},
    {"/chip/core/synapse_memory/layout",
     "nir",
     "/chip/core/synapse_memory/layout=schaefer2020",
     {"/chip/core/synapse_memory/word_bits=16", "/chip/core/synapse_memory/access=per_weight"}},
    {"/chip/core/synapse_memory/sizing",
     "nir",
     "/chip/core/synapse_memory/sizing=fixed",
     {"/chip/core/synapse_memory/macros=shared"}},
    {"/energy/table", "nir", "/energy/table=cacti-45nm-hp"},
    {"/energy/tables", "native", "/energy/tables=[\"ihp-28nm\", \"cacti-45nm-hp\"]"},
    {"/results/spikes", "nir", "/results/spikes=true"},
    {"/results/timestep_energy", "nir", "/results/timestep_energy=true"},
    {"/results/weights", "learning", "/results/weights=true"},
};

/// `extends`, which a merge uses up.
const std::set<std::string> kOneValue = {"/extends"};

std::string native_network(const std::string& more) {
  return R"({ "populations": [
    { "name": "in", "shape": [4], "neuron": { "model": "input" } },
    { "name": "out", "shape": [6], "output": true, "neuron": { "model": "if" } },
    { "name": "spare", "shape": [6], "neuron": { "model": "if" } }],
   "projections": [{ "name": "p", "source": "in", "target": "out", "type": "dense", "weights":
    { "values": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
    24] } }])" +
         more + "}";
}

std::string with_learning(const std::string& learning) {
  return replaced(good_config(), "\"seed\": 3", "\"learning\": " + learning + ", \"seed\": 3");
}

class EveryKey : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"net.nir", "other.nir", "a.csv", "other.csv", "a.npy", "other.npy"})
      files.write(name, "");
    files.write("net.json", native_network(""));
    files.write("other.json", native_network(""));
    files.write("nir.run", good_config());
    const std::string input = R"("input": { "regular": { "interval": 3 }, "timesteps": 2 })";
    files.write("native.run",
                "{ \"workload\": { \"network\": " + native_network("") + ", " + input + "} }");
    files.write("lava.run",
                "{ \"workload\": { \"network\": { \"lava\": \"net.nir\" }, " + input + "} }");
    files.write("slayer.run",
                "{ \"workload\": { \"network\": { \"slayer\": \"net.slayer\" }, " + input + "} }");
    for (const char* name : {"net.slayer", "other.slayer"}) {
      files.write(name, R"({ "input": [2], "layers": [
        { "type": "dense", "neurons": 2, "weights": "a.csv" }] })");
    }
    files.write("json.run",
                "{ \"workload\": { \"network\": { \"json\": \"net.json\" }, " + input + "} }");
    for (const char* name : {"cores/tc_000.mem", "other/tc_000.mem"}) files.write(name, "");
    files.write("ranc.run", R"({ "workload": { "network": { "ranc": "cores", "grid_width": 2 }, )" +
                                input + "} }");
    files.write("events.run", replaced(good_config(), "\"poisson\": { \"rate_hz\": 100 }",
                                       "\"events\": \"a.csv\""));
    files.write("images.run", replaced(good_config(), "\"poisson\": { \"rate_hz\": 100 }",
                                       "\"images\": \"a.npy\", \"encoder\": { \"name\": \"if\" }"));
    files.write("task.run",
                replaced(good_config(), "\"poisson\": { \"rate_hz\": 100 }, \"timesteps\": 20",
                         "\"task\": { \"randman\": { \"units\": 7 } }"));
    files.write("learning.run", with_learning(R"({ "rule": "three_factor",
      "targets": { "spikes": "a.csv" } })"));
    files.write("stdp.run", with_learning(R"({ "rule": "stdp", "stdp": { "window": 2,
      "potentiation": { "amplitude": 90, "tau": 1.5 }, "depression": [5, 3] } })"));
  }

  std::string shown(const std::string& base, std::vector<std::string> sets) const {
    for (std::string& set : sets) {
      const std::size_t at = set.find("FOLDER");
      if (at != std::string::npos) set.replace(at, 6, files.folder().string());
    }
    return show(load_config(files.folder() / (base + ".run"), sets).config);
  }

  const Files files;
};

TEST_F(EveryKey, ChangesTheTypedConfig) {
  for (const Turn& turn : kTurns) {
    SCOPED_TRACE(turn.key);
    std::vector<std::string> sets = turn.first;
    const std::string before = shown(turn.base, sets);
    sets.emplace_back(turn.set);
    EXPECT_NE(shown(turn.base, sets), before);
  }
}

TEST_F(EveryKey, IsInThisTest) {
  std::set<std::string> all, turned = kOneValue;
  for (const std::string& key : schema_keys(*run_schema())) {
    // A task's keys are shown by every_train_key_test: the schema is the same.
    if (!key.starts_with("/workload/input/task/")) all.insert(key);
  }
  for (const Turn& turn : kTurns) turned.insert(turn.key);
  EXPECT_EQ(turned, all);
}

}  // namespace
}  // namespace engram::sim
