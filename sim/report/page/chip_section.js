// Where things are: traffic between routers, energy by core, memories to scale.
function chipSection(view) {
  return section("chip", "Chip", el("div", { class: "grid" }, trafficMap(view), coreMap(view), floorplan(view)));
}

/** Cores by name: {x, y, router, holds: ["population (neurons)"]}. */
function coresOf({ tables: { cores } }) {
  const found = new Map();
  for (let row = 0; row < (cores?.length ?? 0); ++row) {
    const core = found.get(cores.core[row]) ?? { x: cores.x[row], y: cores.y[row], router: cores.router[row], holds: [] };
    core.holds.push(`${cores.population[row]} (${count(cores.neurons[row])})`);
    found.set(cores.core[row], core);
  }
  return found;
}

/** A picture of the part of the mesh that is in use, from (0, 0) on; `shapes(step)` draws it. */
function meshPicture([width, height], title, shapes) {
  const step = 60, made = svg("svg", { viewBox: `0 0 ${width * step} ${height * step}`, role: "img", "aria-label": title });
  made.style.maxHeight = "420px";
  made.style.maxWidth = `${width * 90}px`;
  made.append(...shapes(step));
  return made;
}
const meshSize = (xs, ys) => [largest(xs) + 1, largest(ys) + 1];
function idleRest(mesh, [width, height]) {
  return Array.isArray(mesh) && mesh[0] * mesh[1] > width * height ? ` The rest of the ${mesh[0]} \u00d7 ${mesh[1]} mesh is idle.` : "";
}

function trafficMap(view) {
  const { tables: { links }, context } = view, title = "Traffic on the network on chip";
  if (!links) {
    return figure({ title, content: absent("No links.csv in the result folder. It is written where spikes are all traffic: not with learning, layer_by_layer or payload multiply, and not by versions before it.") });
  }
  const cores = coresOf(view), names = new Map([...cores].map(([name, core]) => [core.router, { name, ...core }]));
  const used = [...Array(links.length).keys()].filter((row) => links.flits[row] > 0).sort((a, b) => links.flits[a] - links.flits[b]);
  if (!used.length) return figure({ title, content: absent("No flit crossed a link.") });
  const top = links.flits[used.at(-1)], total = sum(links.flits), busiest = used.at(-1);
  const name = (router) => names.get(router)?.name ?? `router ${router}`;
  const places = [...cores.values()], own = (at) => used.flatMap((row) => [links["from_" + at][row], links["to_" + at][row]]).concat(places.map((core) => core[at]));
  const size = meshSize(own("x"), own("y")), [width, height] = size, across = largest(links.from_x) + 1;
  const picture = meshPicture(size, title, (step) => {
    const centre = (x, y) => [x * step + step / 2, y * step + step / 2];
    const near = [...Array(links.length).keys()].filter((row) => Math.max(links.from_x[row], links.to_x[row]) < width && Math.max(links.from_y[row], links.to_y[row]) < height);
    const lines = near.map((row) => {
      const [x1, y1] = centre(links.from_x[row], links.from_y[row]), [x2, y2] = centre(links.to_x[row], links.to_y[row]);
      const length = Math.hypot(x2 - x1, y2 - y1) || 1, dx = (x2 - x1) / length, dy = (y2 - y1) / length, aside = 5, short = step * .27;
      const share = links.flits[row] / top;
      const line = svg("line", { x1: x1 - dy * aside + dx * short, y1: y1 + dx * aside + dy * short, x2: x2 - dy * aside - dx * short, y2: y2 + dx * aside - dy * short,
        stroke: links.flits[row] ? rampColour(share) : "#8884", "stroke-width": links.flits[row] ? 3 + 5 * share : 1 });
      return tipped(line, `${name(links.from[row])} \u2192 ${name(links.to[row])}\n${count(links.flits[row])} flits, ${percent(links.flits[row] / total)}`);
    });
    const routers = [...Array(width * height).keys()].map((at) => {
      const column = at % width, row = Math.floor(at / width), router = row * across + column, [x, y] = centre(column, row), core = names.get(router);
      const box = svg("rect", { class: "router", x: x - step * .23, y: y - step * .23, width: step * .46, height: step * .46, rx: 4, opacity: core ? 1 : .35 });
      const label = svg("text", { x, y: y + 4, "text-anchor": "middle", opacity: core ? 1 : .35 }, core ? core.name.replace("core", "") : "");
      return tipped(svg("g", {}, box, label), core ? `${core.name} at (${core.x}, ${core.y})\n${core.holds.join("\n")}` : `router ${router}: no core in use`);
    });
    return [...lines, ...routers];
  });
  return figure({
    title, caption: `${count(total)} flits crossed links; the busiest, ${name(links.from[busiest])} to ${name(links.to[busiest])}, took ${percent(top / total)}. ` +
      `Numbers are cores; the host is at the upper left. Traffic keeps right.` + idleRest(view.config?.chip?.mesh, size),
    content: [el("div", { class: "canvas" }, picture), rampLegend("0", `${count(top)} flits a link${context.samples > 1 ? ", all samples" : ""}`)],
    numbers: { head: ["from", "to", "#flits", "#share"], rows: used.reverse().map((row) => [name(links.from[row]), name(links.to[row]), count(links.flits[row]), percent(links.flits[row] / total)]) }
  });
}

function coreMap(view) {
  const { tables: { accesses }, context, summary } = view, title = "Energy a sample by core";
  const cores = coresOf(view), blocks = falling(sumBy(accesses.length, (row) => accesses.block[row], (row) => accesses.total_aj[row] * 1e-6 / context.samples));
  const of = new Map(blocks), own = blocks.filter(([name]) => cores.has(name)), whole = summary.energy_per_sample_pj;
  const behind = { head: ["block", "#energy a sample", "#share", "holds"], rows: blocks.map(([name, pj]) => [name, energy(pj), percent(pj / whole), cores.get(name)?.holds.join(", ") ?? ""]) };
  if (!own.length) return figure({ title, content: absent("No cores.csv in the result folder: where cores are is not known."), numbers: behind });
  const top = own[0][1], places = [...cores.values()], size = meshSize(places.map((core) => core.x), places.map((core) => core.y)), [width, height] = size;
  const picture = meshPicture(size, title, (step) => {
    const free = [...Array(width * height).keys()].map((at) => svg("rect", { class: "router", x: at % width * step + 3, y: Math.floor(at / width) * step + 3, width: step - 6, height: step - 6, rx: 4, opacity: .25 }));
    const used = own.map(([name, pj]) => {
      const { x, y, holds } = cores.get(name), share = pj / top;
      const label = (text, down) => {
        const made = svg("text", { x: x * step + step / 2, y: y * step + down, "text-anchor": "middle" }, text);
        made.style.fill = share > .55 ? "#111" : "#fff";
        return made;
      };
      return tipped(svg("g", {}, svg("rect", { x: x * step + 3, y: y * step + 3, width: step - 6, height: step - 6, rx: 4, fill: rampColour(share) }),
        label(name.replace("core", ""), 26), label(percent(pj / whole), 42)), `${name}: ${energy(pj)}\n${holds.join("\n")}`);
    });
    return [...free, ...used];
  });
  return figure({
    title, caption: `Dearest: ${own[0][0]} with ${percent(own[0][1] / whole)}. Not on the map: ${blocks.filter(([name]) => !cores.has(name)).map(([name, pj]) => `${name} ${percent(pj / whole)}`).join(", ") || "nothing"}.` + idleRest(view.config?.chip?.mesh, size),
    content: [el("div", { class: "canvas" }, picture), rampLegend("0", `${energy(top)} a core`)], numbers: behind
  });
}

/** Rectangles in [x, y, w, h] with areas in proportion to `sizes` (falling), as square as can be
 *  (Bruls, Huizing and van Wijk 2000). */
function squarified(sizes, [x, y, w, h]) {
  const total = sum(sizes) || 1, placed = [];
  const scaled = sizes.map((size) => size / total * w * h);
  const worst = (row, side) => {
    const all = sum(row);
    return Math.max(...row.map((one) => Math.max(side * side * one / (all * all), all * all / (side * side * one))));
  };
  for (let at = 0; at < scaled.length;) {
    const side = Math.min(w, h), row = [scaled[at++]];
    while (at < scaled.length && worst([...row, scaled[at]], side) <= worst(row, side)) row.push(scaled[at++]);
    const thick = sum(row) / side;
    let along = 0;
    for (const one of row) {
      placed.push(w >= h ? [x, y + along, thick, one / thick] : [x + along, y, one / thick, thick]);
      along += one / thick;
    }
    if (w >= h) { x += thick; w -= thick; } else { y += thick; h -= thick; }
  }
  return placed;
}

function floorplan({ tables: { areas }, summary }) {
  const title = "Memories and logic to scale";
  if (!areas) return figure({ title, wide: true, content: absent("No areas.csv in the result folder.") });
  const blocks = new Map();
  for (let row = 0; row < areas.length; ++row) {
    if (areas.area_um2[row] > 0) blocks.set(areas.block[row], [...(blocks.get(areas.block[row]) ?? []), row]);
  }
  const size = (row) => areas.area_um2[row], whole = sum(areas.area_um2);
  const sorted = [...blocks].map(([name, rows]) => [name, rows.sort((a, b) => size(b) - size(a)), sum(rows.map(size))]).sort((a, b) => b[2] - a[2]);
  const width = 1200, height = 440, made = svg("svg", { viewBox: `0 0 ${width} ${height + 26}`, role: "img", "aria-label": title });
  const colour = (row) => areas.kind[row] === "logic" ? kPartColours.compute : kPartColours[areas.part[row]] ?? "#888";
  const kind = (row) => areas.kind[row] === "logic" ? "logic" : words(areas.part[row]) + (areas.kind[row] === "registers" ? ", flip-flops" : "");
  squarified(sorted.map(([, , total]) => total), [0, 0, width, height]).forEach(([x, y, w, h], at) => {
    const [name, rows, total] = sorted[at];
    squarified(rows.map(size), [x + 1.5, y + 1.5, Math.max(w - 3, .1), Math.max(h - 3, .1)]).forEach(([left, top, across, down], k) => {
      const row = rows[k], bits = areas.words[row] * areas.word_bits[row];
      const box = svg("rect", { class: "cell", x: left, y: top, width: across, height: down, fill: colour(row), "fill-opacity": areas.kind[row] === "sram" ? .85 : .5 });
      tipped(box, `${name}/${areas.name[row]}: ${area(size(row))}\n${kind(row)}\n` + (isNumber(bits) ? `${count(areas.words[row])} words of ${areas.word_bits[row]} bit, ${areas.banks[row]} ${areas.banks[row] === 1 ? "bank" : "banks"}\n` : "") + areas.composition[row] + (areas.note[row] ? `\n${areas.note[row]}` : ""));
      made.append(box);
      if (across > 7 * areas.name[row].length + 8 && down > 34) {
        const label = svg("text", { x: left + 5, y: top + down - 6, "pointer-events": "none" }, areas.name[row]);
        label.style.fill = "#111";
        made.append(label);
      }
    });
    if (w > 56 && h > 20) {
      const label = svg("text", { x: x + 6, y: y + 15, "font-weight": 700, "pointer-events": "none" }, w > 130 ? `${name}  ${area(total)}` : name);
      label.style.fill = "#111";
      made.append(label);
    }
  });
  // One scale for both directions: the picture's area is the chip's.
  const millimetre = Math.sqrt(width * height / (whole * 1e-6)), bar = [.001, .01, .1, 1, 10, 100].filter((mm) => mm * millimetre < width / 3).at(-1) ?? .001;
  made.append(svg("rect", { x: 1, y: height + 10, width: bar * millimetre, height: 4, fill: "currentColor" }), svg("text", { x: bar * millimetre + 8, y: height + 16 }, `${plain(bar)} mm`));
  const kinds = falling(sumBy(areas.length, (row) => areas.kind[row] === "logic" ? "compute" : areas.part[row], (row) => areas.area_um2[row])).filter(([, um2]) => um2 > 0);
  return figure({
    title, wide: true, caption: `${area(summary.area_um2)} in all. Areas are to scale, places are not: the largest come first. Paler: flip-flops and logic.`,
    content: [el("div", { class: "canvas" }, made), legend(kinds.map(([name, um2]) => [`${name === "compute" ? "logic" : words(name)} ${percent(um2 / whole)}`, kPartColours[name] ?? "#888"]))],
    numbers: {
      head: ["block", "name", "kind", "#area", "#words", "#bits a word", "#banks", "made of", "note"],
      rows: sorted.flatMap(([name, rows]) => rows.map((row) => [name, areas.name[row], kind(row), area(size(row)), count(areas.words[row]), count(areas.word_bits[row]), count(areas.banks[row]), areas.composition[row], areas.note[row]]))
    }
  });
}
