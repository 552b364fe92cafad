#include "sim/config/run_schema.hpp"

namespace engram::sim {
namespace {

constexpr double kMaxTimesteps = 1e7;

}  // namespace

SchemaPtr input_schema() {
  return object(
      "the input: exactly one of events, poisson, regular",
      {optional("events", path("a recording, or a folder of recordings (a batch)")),
       optional("poisson", object("Poisson spikes in every input neuron",
                                  {required("rate_hz", number("a neuron", 0, 1e6, false, "Hz"))})),
       optional("regular", object("every input neuron spikes at phase, phase + interval, ...",
                                  {required("interval", integer("from one spike to the next", 1,
                                                                kMaxTimesteps, "timesteps")),
                                   filled("phase", integer("of the first spike", 0, kMaxTimesteps,
                                                           "timesteps", 0))})),
       filled("format",
              choice("of the recording; auto: by extension", {"auto", "nmnist", "csv"}, "auto")),
       filled("timestep_us",
              number("length of a timestep of the recording", 0, 1e9, true, "us", 1000)),
       required("timesteps", integer("simulated, a sample; later events are dropped", 1,
                                     kMaxTimesteps, "timesteps")),
       filled("binning",
              choice("of event times; round: half to even", {"floor", "round"}, "floor")),
       filled("merge", choice("events of one neuron in one timestep: counted, or at most one",
                              {"sum", "or"}, "sum")),
       filled("samples", integer("generated samples", 1, 1e6, "", 1))});
}

}  // namespace engram::sim
