// All points: sorted by a click on a column, filtered by words and comparisons, as is every chart.
const kMostRows = 300;

/** The points that `text` leaves. Blanks part conditions, all of which must hold: a word that a name,
 *  setting or status contains, or NAME OP VALUE without blanks, OP one of = != < <= > >=, NAME the
 *  beginning of an axis or column. Throws Error where a name is unknown. */
function filtered(view, text) {
  const conditions = text.trim().split(/\s+/).filter(Boolean).map((token) => {
    const parts = /^([^<>=!]+)(<=|>=|!=|=|<|>)(.*)$/.exec(token);
    if (!parts) return (point) => view.name(point).concat(" ", point.status, " ", point.error ?? "").toLowerCase().includes(token.toLowerCase());
    const [, name, operation, value] = parts, wanted = name.toLowerCase();
    const axis = view.axes.find((one) => one.name.toLowerCase() === wanted) ?? view.axes.find((one) => one.name.toLowerCase().startsWith(wanted));
    const column = view.columns.find((one) => one.name === wanted) ?? view.columns.find((one) => one.name.startsWith(wanted));
    if (!axis && !column) throw new Error(`no axis or column begins with '${name}'`);
    if (value === "") throw new Error(`'${token}' has no value`);
    const of = (point) => axis ? point.values[axis.at] : point.figures[column.at];
    return (point) => {
      const own = of(point), both = own !== "" && own != null && value.trim() !== "" && !Number.isNaN(Number(own)) && !Number.isNaN(Number(value));
      const [a, b] = both ? [Number(own), Number(value)] : [String(own ?? ""), value];
      return { "=": a === b, "!=": a !== b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b }[operation];
    };
  });
  return view.points.filter((point) => conditions.every((condition) => condition(point)));
}

function pointsTable(view) {
  const state = { by: null, down: false, all: false }, says = el("span", { role: "status", id: "matches" });
  const columns = [{ name: "point", of: (point) => point.number, text: (point) => "#" + point.number },
    ...view.axes.map((axis) => ({ name: axis.name, title: axis.full, of: (point) => axis.numeric ? Number(point.values[axis.at]) : point.values[axis.at], text: (point) => point.values[axis.at], right: axis.numeric })),
    ...view.columns.filter((column) => !isPart(column.name)).map((column) => ({ name: column.title, title: column.name, of: (point) => point.figures[column.at], text: (point) => view.text(column, point), right: true })),
    ...(view.points.some((point) => point.source) ? [{ name: "source", of: (point) => point.source ?? "", text: (point) => point.source ?? "" }] : []),
    ...(view.points.some((point) => point.status !== "ok") ? [{ name: "status", of: (point) => point.status, text: (point) => point.status === "ok" ? "ok" : `${point.status}: ${point.error}`, long: true }] : [])];
  const input = el("input", { type: "search", id: "filter", size: 44, placeholder: "bitmap  bits<=4  energy<2e6", "aria-label": "Filter points", oninput: () => {
    try {
      view.shown = filtered(view, input.value);
      view.fault = "";
    } catch (fault) {
      view.fault = fault.message;
    }
    view.changed();
  } });
  const head = el("tr"), body = el("tbody");
  const fill = () => {
    const order = (a, b) => {
      const [one, other] = [state.by.of(a), state.by.of(b)], none = (value) => value == null || Number.isNaN(value);
      if (none(one) || none(other)) return none(one) - none(other);
      return (one < other ? -1 : one > other ? 1 : 0) * (state.down ? -1 : 1);
    };
    const rows = state.by ? [...view.shown].sort(order) : view.shown, shownRows = state.all ? rows : rows.slice(0, kMostRows);
    says.textContent = view.fault || `${count(view.shown.length)} of ${count(view.points.length)} points` + (shownRows.length < rows.length ? `, the first ${kMostRows} listed` : "");
    says.className = view.fault ? "worse" : "same";
    head.replaceChildren(...columns.map((column) => el("th", { class: column.right ? "n" : null, scope: "col", "aria-sort": state.by === column ? state.down ? "descending" : "ascending" : "none" },
      el("button", { type: "button", title: column.title, onclick: () => { state.down = state.by === column && !state.down; state.by = column; fill(); } }, column.name + (state.by === column ? state.down ? " \u25bc" : " \u25b2" : "")))));
    body.replaceChildren(...shownRows.map((point) => el("tr", { class: "pick" + (point === view.picked ? " picked" : ""), onclick: () => view.pick(point) }, columns.map((column, at) => el("td", { class: column.right ? "n" : column.long ? "long" : null },
      at ? column.text(point) : el("button", { type: "button", "aria-label": `Show point ${point.number}` }, column.text(point)))))));
    if (shownRows.length < rows.length) body.append(el("tr", {}, el("td", { colspan: columns.length }, el("button", { type: "button", onclick: () => { state.all = true; fill(); } }, `List all ${count(rows.length)}`))));
  };
  view.onChange(fill);
  fill();
  return el("figure", {}, el("div", { class: "controls" }, el("label", {}, "filter", input), says),
    el("p", { class: "caption" }, "Words, and comparisons in the units of the files (pJ, us, um2): name<value, without blanks, by the beginning of a name. Charts follow. A click on a row shows the point above."),
    el("div", { class: "scroll", tabindex: 0, style: "max-height:560px" }, el("table", { id: "all-points", "aria-label": "All points" }, el("thead", {}, head), body)));
}
