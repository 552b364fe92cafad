"""The pages of `engram report` in a browser: report_test.py ENGRAM OUT. Screenshots go to OUT.
Exit code 77, with a message, where there is no Chromium."""
import pathlib
import re
import sys
import tempfile
import unittest
import zlib

import pages
import webdriver

# Whether every chart of the page has pixels of more than one colour; else the titles of those without.
BLANK = """
return [...document.querySelectorAll("main canvas")].filter((canvas) => {
  const { width, height } = canvas;
  if (!width || !height) return true;
  const pixels = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, width, height).data.buffer);
  return new Set(pixels).size < 3;
}).map((canvas) => canvas.getAttribute("aria-label"));"""
# Middle of element `at` of data set `set` of the chart whose title begins so, in the window.
PLACE = """
const canvas = [...document.querySelectorAll("main canvas")].find((one) => one.getAttribute("aria-label").startsWith(arguments[0]));
canvas.scrollIntoView({ block: "center" });
const chart = Chart.getChart(canvas), element = chart.getDatasetMeta(arguments[1]).data[arguments[2]], frame = canvas.getBoundingClientRect();
const point = element.getCenterPoint();
return [frame.x + point.x, frame.y + point.y];"""
TOOLTIP = """
const canvas = [...document.querySelectorAll("main canvas")].find((one) => one.getAttribute("aria-label").startsWith(arguments[0]));
const { opacity, title, body } = Chart.getChart(canvas).tooltip;
return opacity > 0 ? [...title, ...body.flatMap((one) => [...one.lines, ...one.after])].join("\\n") : "";"""


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory(prefix="engram_pages_")
        cls.folder = pathlib.Path(cls.scratch.name)
        pages.make_pages(PROGRAM, cls.folder)
        OUT.mkdir(parents=True, exist_ok=True)
        cls.browser = webdriver.Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.scratch.cleanup()

    def show(self, page):
        self.browser.open(self.folder / (page + ".html"))
        self.assertEqual(self.browser.run("return document.documentElement.dataset.ready"), "yes")
        return self.browser

    def text(self, selector):
        return self.browser.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector)

    def test_every_page_loads_whole_and_silently(self):
        for page in ("run", "bare", "compare", "sweep", "evil"):
            with self.subTest(page=page):
                browser = self.show(page)
                self.assertEqual(browser.console(), [])
                self.assertEqual(browser.run(BLANK), [])
                self.assertLessEqual(browser.run("return document.documentElement.scrollWidth"), 1280)
                bare = browser.run("""return [...document.querySelectorAll("main figure")].filter((one) => one.querySelector("canvas, svg")
                  && !one.querySelector("table")).map((one) => one.querySelector("h3").innerText)""")
                self.assertEqual(bare, [], "charts without a table of their numbers")
                browser.screenshot(OUT / (page + ".png"))

    def test_nothing_is_fetched(self):
        browser = self.show("run")
        self.assertEqual(browser.run("return performance.getEntriesByType('resource').map((one) => one.name)"), [])

    def test_a_run_opens_with_its_headline(self):
        self.show("run")
        text = self.text("#headline")
        for name in ("Energy a sample", "Latency a sample", "Energy a SOP", "What dominates", "Area"):
            self.assertIn(name, text)
        self.assertRegex(text, r"\d\s(n|\u00b5|m|p)J")

    def test_what_a_result_lacks_is_said(self):
        self.show("bare")
        text = self.text("main")
        for key in ("--set /results/spikes=true", "--set /results/timestep_energy=true", "--set /fidelity=cycle"):
            self.assertIn(key, text)

    def test_hovering_a_bar_tells_its_energy(self):
        browser = self.show("run")
        title = "Energy a sample by part"
        browser.pointer(*browser.run(PLACE, title, 0, 0))
        self.assertRegex(browser.run(TOOLTIP, title), r"\d\s\S?J")

    def test_the_raster_zooms_and_names_neurons(self):
        browser = self.show("run")
        frame = browser.run("""const plot = document.querySelector("#activity canvas"); plot.scrollIntoView({ block: "center" });
          plot.focus(); const frame = plot.getBoundingClientRect(); return [frame.x + frame.width / 2, frame.y + 20]""")
        browser.pointer(*frame)
        self.assertRegex(self.text("#activity .controls"), r"hidden neuron \d+, timestep \d+")
        width = "return document.querySelector('#activity .canvas').plot.view.w"
        before = browser.run(width)
        browser.keys("+")
        self.assertLess(browser.run(width), before)
        browser.keys("0")
        self.assertEqual(browser.run(width), before)
        spikes = browser.run("return document.querySelector('#activity .canvas').plot.spikes.steps.length")
        self.assertEqual(spikes, (self.folder / "run/spikes.csv").read_text().count("\n") - 1)

    def test_dark_and_light(self):
        browser = self.show("run")
        ground = "return getComputedStyle(document.body).backgroundColor"
        light = browser.run(ground)
        browser.run("document.getElementById('theme').click()")
        dark = browser.run(ground)
        self.assertNotEqual(light, dark)
        self.assertLess(sum(map(int, re.findall(r"\d+", dark)[:3])), 150)
        self.assertEqual(browser.run(BLANK), [])
        browser.screenshot(OUT / "run_dark.png")
        browser.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
        self.show("sweep")
        self.assertEqual(browser.run(ground), dark)
        browser.command("Emulation.setEmulatedMedia", features=[])

    def test_print_has_the_tables(self):
        browser = self.show("run")
        browser.run("document.getElementById('theme').click(); dispatchEvent(new Event('beforeprint'))")
        closed = browser.run("return document.querySelectorAll('details:not([open]):not(.unprinted)').length")
        self.assertEqual(closed, 0)
        self.assertEqual(browser.run("return document.documentElement.dataset.theme"), "light")
        browser.run("dispatchEvent(new Event('afterprint'))")
        self.assertEqual(browser.run("return document.documentElement.dataset.theme"), "dark")
        pdf = browser.pdf()
        rows = sum(len(re.findall(rb"/S\s*/TR\b", part)) for part in pdf_parts(pdf))
        self.assertGreater(rows, 100)

    def test_a_sweep_names_points_and_shows_their_configs(self):
        browser = self.show("sweep")
        title = "Every point"
        where = browser.run(PLACE, title, 1, 2)
        browser.pointer(*where)
        named = browser.run(TOOLTIP, title)
        self.assertRegex(named, r"#\d+  density \S+, encoding index, bits \d")
        browser.pointer(*where, click=True)
        number = re.search(r"#(\d+)", named)[1]
        self.assertIn("Point " + number, self.text("#detail"))
        browser.run("for (const one of document.querySelectorAll('#detail details')) one.open = true")
        self.assertIn('"encoding": "index"', self.text("#detail pre"))
        self.assertIn("weight memory", browser.run("return Chart.getChart(document.querySelector('#detail canvas')).data.labels.join()"))
        self.assertEqual(browser.console(), [])

    def test_the_filter_and_the_order_of_a_sweep(self):
        browser = self.show("sweep")
        rows = "return [...document.querySelectorAll('#all-points tbody tr')].map((row) => row.innerText)"
        drawn = "return Chart.getChart(document.querySelector('#front canvas')).data.datasets.filter((set) => set.label.startsWith('encoding')).flatMap((set) => set.data).length"
        fill = """const box = document.getElementById('filter'); box.value = arguments[0]; box.dispatchEvent(new Event('input'))"""
        self.assertEqual(len(browser.run(rows)), 18)
        browser.run(fill, "bitmap bits<=2")
        self.assertEqual(len(browser.run(rows)), 3)
        self.assertEqual(browser.run(drawn), 3)
        browser.run(fill, "nothing<3")
        self.assertIn("no axis or column begins with 'nothing'", self.text("#matches"))
        browser.run(fill, "")
        browser.run("[...document.querySelectorAll('#all-points th button')].find((one) => one.innerText.startsWith('energy')).click()")
        figures = browser.run("return [...document.querySelectorAll('#all-points tbody tr')].map((row) => row.cells[0].innerText)")
        self.assertNotEqual(figures, [f"#{k}" for k in range(18)])
        self.assertEqual(sorted(figures), sorted(f"#{k}" for k in range(18)))

    def test_a_comparison_has_ratios(self):
        self.show("compare")
        self.assertRegex(self.text("#headline"), r"Energy a sample.*\u00d7\d")
        self.assertIn("/chip/core/synapse_memory/encoding", self.text("#config"))

    def test_names_stay_names(self):
        browser = self.show("evil")
        self.assertIsNone(browser.run("return window.broken ?? null"))
        self.assertEqual(browser.run("return document.querySelectorAll('main img, main script').length"), 0)
        self.assertEqual(browser.run("return document.querySelector('h1').textContent"), pages.EVIL[1])
        self.assertIn(pages.EVIL[0], browser.run("return document.querySelector('main').textContent"))


def pdf_parts(pdf):
    """The document's own bytes, and what its compressed streams hold."""
    yield pdf
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            yield zlib.decompress(stream)
        except zlib.error:
            pass


if __name__ == "__main__":
    if webdriver.missing():
        print("skipped: not installed: " + ", ".join(webdriver.missing()) + " (apt-get install chromium chromium-driver)")
        sys.exit(77)
    PROGRAM, OUT = (pathlib.Path(one).absolute() for one in sys.argv[1:3])
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
