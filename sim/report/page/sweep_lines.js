// Lines along a numeric axis, one line a value of another, one panel a value of a third: where one
// choice begins to beat another.
function linesArea(view) {
  const several = view.axes.filter((axis) => axis.values.length > 1);
  if (!several.length) return absent("No axis has more than one value.");
  const x = several.find((axis) => axis.numeric) ?? several[0], rest = several.filter((axis) => axis !== x);
  const line = rest.find((axis) => !axis.numeric) ?? rest[0] ?? null, panel = rest.find((axis) => axis !== line && axis.values.length <= 6) ?? null;
  const state = { x, line, panel, column: view.leading[0], fixed: new Map(), log: false };
  const area = el("div"), redraw = () => { area.replaceChildren(...linesFigures(view, state)); redrawInside(area); };
  const pickers = el("div", { class: "controls" });
  const names = (more) => [...more, ...several.map((axis) => [axis.at, axis.name])];
  const find = (at) => at === "" ? null : view.axes[at];
  const fill = () => pickers.replaceChildren(
    picker("figure", view.columns.map((column) => [column.name, column.title]), state.column.name, (name) => { state.column = view.column(name); redraw(); }),
    picker("along", names([]), state.x.at, (at) => { state.x = find(at); unite(); }),
    picker("a line", names([["", "none"]]), state.line?.at ?? "", (at) => { state.line = find(at); unite(); }),
    picker("a panel", names([["", "none"]]), state.panel?.at ?? "", (at) => { state.panel = find(at); unite(); }),
    ...several.filter((axis) => ![state.x, state.line, state.panel].includes(axis)).map((axis) => picker(axis.name, [["", "mean of all"], ...axis.values.map((value) => [value, value])], state.fixed.get(axis) ?? "",
      (value) => { if (value) state.fixed.set(axis, value); else state.fixed.delete(axis); redraw(); })),
    el("label", {}, el("input", { type: "checkbox", checked: state.log, onchange: (event) => { state.log = event.target.checked; redraw(); } }), "logarithmic"));
  /** An axis has one role. */
  const unite = () => {
    if (state.line === state.x) state.line = null;
    if (state.panel === state.x || state.panel === state.line) state.panel = null;
    for (const axis of [state.x, state.line, state.panel]) state.fixed.delete(axis);
    fill();
    redraw();
  };
  view.onChange(() => { if (area.isConnected && view.shown !== state.seen) { state.seen = view.shown; redraw(); } });
  fill();
  state.seen = view.shown;
  area.append(...linesFigures(view, state));
  return el("div", {}, pickers, area);
}
function redrawInside(element) {
  for (const box of element.querySelectorAll(".canvas")) box.redraw?.();
}

/** Mean of the column over the points that have these axis values; NaN without any. */
function meanAt(points, column, settings) {
  const figures = points.filter((point) => settings.every(([axis, value]) => point.values[axis.at] === value)).map((point) => point.figures[column.at]).filter(isNumber);
  return figures.length ? sum(figures) / figures.length : NaN;
}

function linesFigures(view, state) {
  const { x, line, panel, column, fixed } = state;
  const live = view.live.filter((point) => [...fixed].every(([axis, value]) => point.values[axis.at] === value));
  const panels = (panel?.values ?? [null]).map((value) => {
    const lines = (line?.values ?? [null]).map((name) => ({ name: name ?? "all", values: x.values.map((at) => meanAt(live, column, [[x, at], ...(line ? [[line, name]] : []), ...(panel ? [[panel, value]] : [])])) }));
    return { value, lines: lines.filter((one) => one.values.some(isNumber)) };
  }).filter((one) => one.lines.length);
  if (!panels.length) return [absent("The filter leaves no point.")];
  const all = panels.flatMap((one) => one.lines.flatMap((each) => each.values)).filter(isNumber), scale = scaleOf(column.quantity, all);
  const top = largest(all) * scale.factor, low = all.reduce((a, b) => Math.min(a, b), Infinity) * scale.factor;
  const names = line?.values ?? ["all"];
  const crossings = panels.flatMap((one) => x.numeric ? crossingsOf(x, one.lines, column).map((crossing) => ({ panel: one.value, ...crossing })) : []);
  const rest = view.axes.filter((axis) => ![x, line, panel].includes(axis) && !fixed.has(axis) && axis.values.length > 1);
  const made = panels.map((one) => {
    const title = `${column.title} along ${x.name}` + (panel ? `, ${panel.name} ${one.value}` : "");
    return figure({
      title, wide: panels.length === 1, content: linesChart(title, { x, panel: one, names, column, scale, top, low, log: state.log, label: line?.name, height: panels.length === 1 ? 340 : 270 }),
      numbers: { head: ["#" + x.name, ...one.lines.map((each) => "#" + each.name)], rows: x.values.map((at, k) => [at, ...one.lines.map((each) => column.quantity === "share" ? plain(each.values[k]) : shown(column.quantity, each.values[k]))]) }
    });
  });
  const grid = el("div", { class: "grid" }, made, line && x.numeric ? crossingFigure(x, line, panel, column, crossings, panels) : null, sensitivityFigure(view, column));
  return [rest.length ? el("p", { class: "caption" }, `Mean over ${rest.map((axis) => axis.name).join(", ")}.`) : "", grid];
}

function linesChart(title, { x, panel, names, column, scale, top, low, log, label, height }) {
  return chartBox(title, height, () => ({
    type: "line",
    data: { labels: x.values, datasets: panel.lines.map((one) => { const at = names.indexOf(one.name); return { label: label ? `${label} ${one.name}` : one.name, borderColor: colourOf(at), backgroundColor: colourOf(at), pointStyle: markOf(at), borderDash: at >= kColours.length ? [4, 3] : [], pointRadius: 4, pointBorderWidth: 2, borderWidth: 2, spanGaps: true,
      data: one.values.map((value, k) => ({ x: x.numeric ? Number(x.values[k]) : x.values[k], y: isNumber(value) ? value * scale.factor : null })) }; }) },
    options: {
      interaction: { mode: "nearest", axis: "x", intersect: false },
      scales: { x: axis(x.name, x.numeric ? { type: "linear" } : { type: "category" }),
        y: axis(withUnit(column.title, scale.unit), log ? { type: "logarithmic", min: low * .8, max: top * 1.2 } : { beginAtZero: true, suggestedMax: top }) },
      plugins: { legend: { display: panel.lines.length > 1, position: "bottom", labels: { usePointStyle: true } }, tooltip: { itemSort: (a, b) => b.raw.y - a.raw.y, callbacks: { title: (items) => `${x.name} ${items[0].raw.x}`, label: (item) => ` ${item.dataset.label}: ${plain(item.raw.y)} ${scale.unit}` } } }
    }
  }));
}

/** Where the best line changes along x: [{from, to, at}], `at` between two values of x by straight lines. */
function crossingsOf(x, lines, column) {
  const best = x.values.map((_, k) => lines.reduce((a, b) => isNumber(b.values[k]) && (!a || better(column, b.values[k], a.values[k])) ? b : a, null));
  const found = [];
  for (let k = 1; k < best.length; ++k) {
    const [from, to] = [best[k - 1], best[k]];
    if (!from || !to || from === to) continue;
    const before = to.values[k - 1] - from.values[k - 1], after = to.values[k] - from.values[k], [left, right] = [Number(x.values[k - 1]), Number(x.values[k])];
    const share = before / (before - after);
    found.push({ from: from.name, to: to.name, left, right, at: isNumber(share) && share >= 0 && share <= 1 ? left + share * (right - left) : NaN });
  }
  return found;
}
function crossingFigure(x, line, panel, column, crossings, panels) {
  const title = `Where the best ${line.name} changes`;
  const at = (k) => panels.map((one) => one.lines.reduce((a, b) => isNumber(b.values[k]) && (!a || better(column, b.values[k], a.values[k])) ? b : a, null)?.name);
  const alone = new Set(x.values.flatMap((_, k) => at(k)).filter(Boolean));
  return figure({
    title, caption: `By ${column.title}, ${column.best} first; between two values of ${x.name} by straight lines.`,
    content: crossings.length ? table([...(panel ? [panel.name] : []), "#" + x.name, "from", "to", "#between"], crossings.map((one) => [...(panel ? [one.panel] : []), "\u2248\u202f" + plain(one.at, 3), one.from, one.to, `${plain(one.left, 4)} and ${plain(one.right, 4)}`]), title)
      : absent(alone.size === 1 ? `Nowhere: ${[...alone][0]} is best all along.` : "Nowhere along the axis; the best one differs from panel to panel.")
  });
}

/** The share of a column's variance that the means over an axis' values have (first-order sensitivity). */
function sensitivityFigure(view, column) {
  const points = view.live.filter((point) => isNumber(point.figures[column.at])), all = points.map((point) => point.figures[column.at]);
  const mean = sum(all) / all.length, variance = sum(all.map((value) => (value - mean) ** 2));
  if (!(variance > 0)) return null;
  const shares = view.axes.map((axis) => [axis.name, sum(axis.values.map((value) => {
    const own = points.filter((point) => point.values[axis.at] === value).map((point) => point.figures[column.at]);
    return own.length ? own.length * (sum(own) / own.length - mean) ** 2 : 0;
  })) / variance]).sort((a, b) => b[1] - a[1]);
  const title = `What moves the ${column.title}`;
  return figure({
    title, caption: "Share of the variance over all shown points that the means over an axis' values have. Shares of axes that act together do not add up to 1.",
    content: barChart(title, { labels: shares.map(([name]) => name), texts: shares.map(([, share]) => percent(share)), quantity: "share", axisTitle: "share of the variance", sets: [{ name: "share", values: shares.map(([, share]) => share), colours: kColours[2] }] }),
    numbers: { head: ["axis", "#share"], rows: shares.map(([name, share]) => [name, percent(share)]) }
  });
}
