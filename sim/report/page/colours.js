// Okabe and Ito's palette, which stays apart for every kind of colour vision, and greys.
const kColours = ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#b5a900", "#7f7f7f"];
const kMarks = ["circle", "rect", "triangle", "rectRot", "crossRot", "star", "cross", "dash"];
const colourOf = (at) => kColours[at % kColours.length];
const markOf = (at) => kMarks[at % kMarks.length];
const kPartColours = {
  compute: "#0072b2", controller: "#56b4e9", weight_memory: "#e69f00", metadata_memory: "#d55e00",
  state_memory: "#cc79a7", routing_memory: "#009e73", noc: "#b5a900", clock: "#6f7780", leakage: "#a9b0b7"
};
const kMethodColours = {
  measured: "#009e73", synthesised: "#0072b2", cited: "#56b4e9", scaled: "#e69f00", assumed: "#d55e00"
};
const kParts = Object.keys(kPartColours);
const kMethods = Object.keys(kMethodColours);

// Cividis (Nunez, Anderton and Renslow 2018), coarsely: light is much.
const kRamp = [[0, 34, 78], [53, 69, 108], [102, 105, 112], [148, 142, 119], [200, 184, 102], [254, 232, 56]];
function rampColour(share) {
  const at = Math.min(Math.max(share, 0), 1) * (kRamp.length - 1), low = Math.min(Math.floor(at), kRamp.length - 2);
  const mix = kRamp[low].map((from, k) => Math.round(from + (at - low) * (kRamp[low + 1][k] - from)));
  return `rgb(${mix.join(",")})`;
}
function rampLegend(low, high) {
  const bar = el("span", { class: "ramp", "aria-hidden": "true" });
  bar.style.background = `linear-gradient(90deg, ${[0, .2, .4, .6, .8, 1].map(rampColour).join(",")})`;
  return el("div", { class: "legend" }, el("span", {}, low, bar, high));
}
const cssColour = (name) => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();

// Light or dark: as the system says, until the button says otherwise. What is drawn in the theme's
// colours is drawn anew.
const kDrawn = new Map();
/** `draw` is called when the page stands, and whenever the theme changes while `element` is in it. */
const drawn = (element, draw) => kDrawn.set(element, draw);
const systemDark = matchMedia("(prefers-color-scheme: dark)");
let chosenTheme = null;
function showTheme(theme) {
  document.documentElement.dataset.theme = theme;
  const button = document.getElementById("theme");
  if (button) button.textContent = theme === "dark" ? "Light" : "Dark";
  for (const [element, draw] of kDrawn) {
    if (element.isConnected) draw();
    else kDrawn.delete(element);
  }
}
const wantedTheme = () => chosenTheme ?? (systemDark.matches ? "dark" : "light");
function themeButton() {
  return el("button", {
    id: "theme", type: "button", "aria-label": "Switch between light and dark", onclick: () => {
      chosenTheme = wantedTheme() === "dark" ? "light" : "dark";
      showTheme(chosenTheme);
    }
  }, "Dark");
}
function watchTheme() {
  systemDark.addEventListener("change", () => showTheme(wantedTheme()));
  let closed = [];
  addEventListener("beforeprint", () => {  // paper is light and has no lids
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const one of closed) if (!one.classList.contains("unprinted")) one.open = true;
    showTheme("light");
  });
  addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
    showTheme(wantedTheme());
  });
}
