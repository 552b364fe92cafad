// Where the energy goes: by part, layer, memory, core, timestep, and what the figures rest on.
function energySection(view) {
  return section("energy", "Energy", el("div", { class: "grid" },
    energyByPart(view), energyByLayer(view), energyByMemory(view), provenance(view), energyOverTime(view)));
}

function energyByPart({ summary, context }) {
  const parts = partsOf(summary), shares = parts.map(([, value]) => percent(value / summary.energy_pj));
  const title = "Energy a sample by part";
  return figure({
    title, caption: `${words(parts[0][0])} and ${words(parts[1][0])} take ${percent((parts[0][1] + parts[1][1]) / summary.energy_pj)} of ${energy(summary.energy_per_sample_pj)}.`,
    content: barChart(title, { labels: parts.map(([name]) => words(name)), texts: shares, quantity: "pj", axisTitle: "energy a sample",
      sets: [{ name: "energy", values: parts.map(([, value]) => value / context.samples), colours: parts.map(([name]) => kPartColours[name] ?? "#888") }] }),
    numbers: { head: ["part", "#a sample", "#a SOP", "#share"], rows: parts.map(([name, value], at) =>
      [words(name), energy(value / context.samples), energy(value / summary.synaptic_operations), shares[at]]) }
  });
}

function layersOf({ statistics }) {
  return Object.entries(statistics.layers ?? {}).map(([name, layer]) => layer.energy
    ? { name, pj: layer.energy.value, operations: layer.synaptic_operations?.value }
    : { name: "shared", pj: layer.value });
}
function energyByLayer(view) {
  const layers = layersOf(view), title = "Energy a sample by layer";
  if (!layers.length) return figure({ title, content: absent("stats.json has no figures by layer.") });
  const { summary: { energy_pj: total }, context: { samples } } = view;
  const shared = layers.some((layer) => layer.name === "shared" && layer.pj > 0);
  return figure({
    title, caption: "Synapses that lead to a population, and its neurons." + (shared ? " Shared: cores of several layers, and the network on chip." : ""),
    content: barChart(title, { labels: layers.map((layer) => layer.name), texts: layers.map((layer) => percent(layer.pj / total)), quantity: "pj", axisTitle: "energy a sample",
      sets: [{ name: "energy", values: layers.map((layer) => layer.pj / samples), colours: layers.map((layer) => layer.operations == null ? "#a9b0b7" : kColours[0]) }] }),
    numbers: { head: ["layer", "#a sample", "#share", "#SOP a sample", "#a SOP"], rows: layers.map((layer) => [layer.name, energy(layer.pj / samples), percent(layer.pj / total),
      count(layer.operations / samples), layer.operations ? energy(layer.pj / layer.operations) : kNoNumber]) }
  });
}

function energyByMemory({ tables: { accesses }, summary, context }) {
  const shownMost = 12, uses = new Map();
  for (let row = 0; row < accesses.length; ++row) {
    const kind = accesses.kind[row];
    if (kind !== "read" && kind !== "write") continue;
    const use = uses.get(accesses.region[row]) ?? { read: 0, write: 0, reads: 0, writes: 0 };
    use[kind] += accesses.total_aj[row] * 1e-6 / context.samples;
    use[kind + "s"] += accesses.count[row] / context.samples;
    uses.set(accesses.region[row], use);
  }
  const all = [...uses].sort((a, b) => b[1].read + b[1].write - a[1].read - a[1].write), most = all.slice(0, shownMost);
  const title = "Energy a sample by memory", whole = summary.energy_pj / context.samples;
  if (!all.length) return figure({ title, content: absent("No memory was read or written.") });
  const share = ([, use]) => percent((use.read + use.write) / whole);
  return figure({
    title, caption: `Accesses of all cores together${all.length > shownMost ? `; the ${shownMost} dearest of ${all.length}` : ""}. Share of the total behind each bar.`,
    content: barChart(title, { labels: most.map(([name]) => name), texts: most.map(share), quantity: "pj", axisTitle: "energy a sample",
      sets: [{ name: "read", values: most.map(([, use]) => use.read), colours: kColours[4] }, { name: "write", values: most.map(([, use]) => use.write), colours: kColours[3] }] }),
    numbers: { head: ["memory", "#words read", "#words written", "#read", "#write", "#share"],
      rows: all.map(([name, use]) => [name, count(use.reads), count(use.writes), energy(use.read), energy(use.write), share([name, use])]) }
  });
}

function provenance({ summary, tables: { accesses } }) {
  const shares = Object.entries(summary.provenance), title = "What the figures rest on";
  const sources = falling(sumBy(accesses.length, (row) => `${accesses.method[row]}\n${accesses.source[row]}`, (row) => accesses.total_aj[row] * 1e-6 / summary.energy_pj));
  const assumed = (summary.provenance.assumed ?? 0) + (summary.provenance.scaled ?? 0);
  return figure({
    title, caption: `${percent(1 - assumed)} of the energy is measured, synthesised or cited; ${percent(assumed)} scaled or assumed.`,
    content: chartBox(title, 130, () => ({
      type: "bar",
      data: { labels: [""], datasets: shares.filter(([, share]) => share > 0).map(([name, share]) => ({ label: `${name} ${percent(share)}`, data: [100 * share], backgroundColor: kMethodColours[name] ?? "#888", barThickness: 34 })) },
      options: {
        indexAxis: "y", scales: { x: axis("share of the energy (%)", { stacked: true, max: 100 }), y: { stacked: true, display: false } },
        plugins: { legend: { position: "bottom" }, tooltip: { callbacks: { title: () => "", label: (item) => " " + item.dataset.label } } }
      }
    })),
    numbers: { head: ["method", "#share", "source"], rows: sources.map(([name, share]) => [name.split("\n")[0], percent(share), name.slice(name.indexOf("\n") + 1)]) }
  });
}

/** The mean of all samples of `value(row)` at each timestep, in at most `most` steps: {x, values, width}. */
function overTime(rows, value, most = 400) {
  const steps = largest(rows.timestep) + 1, samples = new Set(rows.sample).size, width = Math.ceil(steps / most);
  const values = new Array(Math.ceil(steps / width)).fill(0);
  for (let row = 0; row < rows.length; ++row) values[Math.floor(rows.timestep[row] / width)] += value(row) / samples / width;
  return { x: values.map((_, at) => at * width), values, width };
}
const meanOf = (rows, width) => [width > 1 ? `each point the mean of ${width} timesteps` : "", new Set(rows.sample).size > 1 ? "mean of all samples" : ""].filter(Boolean).join("; ");

function energyOverTime({ tables: { timestep_energy: rows } }) {
  const title = "Energy over time";
  if (!rows?.length) {
    return figure({ title, wide: true, content: absent("No timestep_energy.csv: run with ", code("--set /results/timestep_energy=true"), " to see it.") });
  }
  const parts = kParts.map((name) => ({ name, line: overTime(rows, (row) => rows[name + "_aj"][row] * 1e-6) }))
    .filter(({ line }) => line.values.some((value) => value > 0)).sort((a, b) => sum(b.line.values) - sum(a.line.values));
  if (!parts.length) return figure({ title, wide: true, content: absent("No timestep took energy.") });
  const { x, width } = parts[0].line;
  return figure({
    title, wide: true, caption: ["Energy of each timestep by part, one on the other", meanOf(rows, width)].filter(Boolean).join("; ") + ".",
    content: lineChart(title, { x, xTitle: "timestep", stacked: true, quantity: "pj", axisTitle: "energy a timestep", height: 270,
      sets: parts.map(({ name, line }) => ({ name: words(name), values: line.values, colour: kPartColours[name] })) }),
    numbers: { head: ["#timestep", ...parts.map(({ name }) => "#" + words(name))], rows: x.map((step, at) => [count(step), ...parts.map(({ line }) => energy(line.values[at]))]) }
  });
}
