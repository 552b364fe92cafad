// The page of one run.
function runPage(run) {
  const { context, summary } = run.stats;
  const tables = Object.fromEntries(Object.entries(run.tables).map(([name, packed]) => [name, columnsOf(packed)]));
  const view = { ...run, context, summary, tables, statistics: run.stats.statistics };
  return {
    title: context.name,
    context: `${context.samples} ${context.samples === 1 ? "sample" : "samples"} \u00d7 ${context.timesteps_a_sample} timesteps on ` +
      `${context.cores_used} cores at ${context.clock_mhz} MHz; table ${context.table} (${context.node_nm} nm, ` +
      `${context.voltage_v} V, ${context.corner}); fidelity ${context.fidelity}`,
    sections: [headline(view), energySection(view), timeSection(view), activitySection(view), chipSection(view),
      samplesSection(view), configSection(view)].filter(Boolean)
  };
}

const partsOf = (summary) => falling(Object.entries(summary.energy_by_part_pj));
/** Lines of the ledger over all blocks: [["state write", aJ], ...], dearest first. */
function dearestLines({ accesses }) {
  return falling(sumBy(accesses.length, (row) => `${accesses.region[row]} ${accesses.kind[row]}`, (row) => accesses.total_aj[row]));
}

function headline(view) {
  const { context, summary, tables } = view;
  const parts = partsOf(summary), dearest = dearestLines(tables)[0];
  const watts = summary.latency_us > 0 ? summary.energy_per_sample_pj * 1e-6 / summary.latency_us : NaN;
  const of = context.samples > 1 ? `mean of ${context.samples} samples; ` : "";
  const tiles = [
    tile("Energy a sample", energy(summary.energy_per_sample_pj), `${of}${shown("watt", watts)} on average`),
    tile("Latency a sample", time(summary.latency_us), `${count(summary.cycles / context.samples)} cycles at ${context.clock_mhz} MHz`),
    tile("Energy a SOP", energy(summary.energy_per_synaptic_operation_pj),
      `synaptic operation, all-in; marginal ${energy(summary.marginal_energy_per_synaptic_operation_pj)}`),
    tile("What dominates", `${words(parts[0][0])} ${percent(parts[0][1] / summary.energy_pj)}`,
      dearest ? `largest line: ${dearest[0]}, ${percent(dearest[1] * 1e-6 / summary.energy_pj)}` : ""),
    tile("Area", area(summary.area_um2), `${context.cores_used} cores, memories and logic`),
    tile("Work a sample", shown("count", summary.synaptic_operations / context.samples) + " SOP",
      `${count(summary.spikes / context.samples)} spikes, ${count(summary.input_spikes / context.samples)} input`)];
  const accuracy = accuracyOf(view);
  if (accuracy) tiles.push(tile("Accuracy", percent(accuracy.share), `${accuracy.right} of ${accuracy.labelled} samples right`));
  if (summary.missed_deadlines > 0) tiles.push(tile("Missed deadlines", count(summary.missed_deadlines), "timesteps longer than the recording's"));
  return el("section", { id: "headline", "aria-label": "Headline figures" }, el("div", { class: "tiles" }, tiles));
}

function accuracyOf({ tables: { samples } }) {
  if (!samples) return null;
  const marks = samples.correct.filter(isNumber);
  return marks.length ? { share: sum(marks) / marks.length, right: sum(marks), labelled: marks.length } : null;
}

function samplesSection({ tables: { samples } }) {
  if (!samples || samples.length < 2) return null;
  const at = [...samples.sample.keys()];
  const x = scaleOf("us", samples.latency_us), y = scaleOf("pj", samples.energy_pj);
  const kinds = [["right", 1, kColours[2]], ["wrong", 0, kColours[3]], ["without label", NaN, kColours[0]]]
    .map(([name, mark, colour], k) => ({ name, colour, mark: markOf(k), rows: at.filter((row) => Object.is(samples.correct[row], mark)) }))
    .filter((kind) => kind.rows.length);
  const title = "Energy and latency of every sample";
  return section("samples", "Samples", el("div", { class: "grid" }, figure({
    title, wide: true, caption: `${samples.length} samples; their mean is the headline.`,
    content: chartBox(title, 260, () => ({
      type: "scatter",
      data: { datasets: kinds.map((kind) => ({ label: kind.name, backgroundColor: kind.colour, pointStyle: kind.mark, data: kind.rows.map((row) => ({ x: samples.latency_us[row] * x.factor, y: samples.energy_pj[row] * y.factor, row })) })) },
      options: {
        scales: { x: axis(withUnit("latency", x.unit)), y: axis(withUnit("energy", y.unit)) },
        plugins: { legend: { position: "bottom" }, tooltip: { callbacks: { label: ({ raw }) => ` ${samples.sample[raw.row]}: ${energy(samples.energy_pj[raw.row])}, ${time(samples.latency_us[raw.row])}` } } }
      }
    })),
    numbers: {
      head: ["sample", "label", "#predicted", "#energy", "#latency", "#spikes", "#SOP"],
      rows: at.map((row) => [samples.sample[row], samples.label[row] || kNoNumber, samples.predicted[row] < 0 ? "none" : count(samples.predicted[row]),
        energy(samples.energy_pj[row]), time(samples.latency_us[row]), count(samples.spikes[row]), count(samples.synaptic_operations[row])])
    }
  })));
}

function configSection({ config, context, folder, stats, tables: { compression } }) {
  const flat = [...flatConfig(config)];
  return section("config", "What was run, and what is not in it", el("div", { class: "grid" },
    figure({
      title: "Not included in any figure", content: el("ul", {}, (context.not_included ?? []).map((line) => el("li", {}, line)))
    }),
    compression ? figure({
      title: "Weights and their encodings", content: table(["projection", "format", "#zeros", "encoding", "#stored"],
        [...compression.projection.keys()].map((row) => [compression.projection[row], compression.format[row], percent(compression.sparsity[row]),
          compression.chosen_encoding[row], shown("bits", compression.chosen_bits[row])]), "Weights and their encodings")
    }) : null,
    figure({
      title: "Resolved config", wide: true, caption: `${folder}/resolved.json; engram run takes it and gives the same bytes. Seed ${context.seed}, Engram ${stats.context.engram_version}.`,
      content: el("details", {}, el("summary", {}, `${flat.length} values`), table(["key", "value"], flat.map(([at, value]) => [code(at), code(value)]), "Resolved config"))
    })));
}
