"""A headless Chromium, driven over the WebDriver protocol of chromedriver (W3C), by plain Python 3."""
import base64
import json
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars"]


def missing():
    """Names of the programs that are not there."""
    return [name for name in ("chromium", "chromedriver") if not shutil.which(name)]


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Browser:
    """One window of `width` x `height`; close it."""

    def __init__(self, width=1280, height=900):
        self.profile = tempfile.mkdtemp(prefix="engram_browser_")
        self.base = f"http://127.0.0.1:{free_port()}"
        self.driver = subprocess.Popen(["chromedriver", "--port=" + self.base.rsplit(":", 1)[1]],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.session = ""
        try:
            self.wait_for_driver()
            options = {"binary": shutil.which("chromium"), "args": FLAGS + ["--user-data-dir=" + self.profile]}
            wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
            made = self.call("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
            self.session = "/session/" + made["sessionId"]
            self.resize(width, height)
        except BaseException:
            self.close()
            raise

    def wait_for_driver(self):
        for _ in range(300):
            try:
                if self.call("GET", "/status")["ready"]:
                    return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        raise RuntimeError("chromedriver does not answer")

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + self.session + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=90) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{method} {path}: {error.read().decode()[:600]}") from error

    def close(self):
        try:
            if self.session:
                self.call("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait()
            shutil.rmtree(self.profile, ignore_errors=True)

    def resize(self, width, height):
        """The page is exactly so large, whatever the window's frame."""
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def command(self, name, **parameters):
        """One of the DevTools protocol."""
        return self.call("POST", "/goog/cdp/execute", {"cmd": name, "params": parameters})

    def open(self, file):
        self.call("POST", "/url", {"url": "file://" + str(file)})

    def run(self, script, *arguments):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def console(self):
        return self.call("POST", "/se/log", {"type": "browser"})

    def pointer(self, x, y, click=False):
        steps = [{"type": "pointerMove", "duration": 0, "x": int(x), "y": int(y)}]
        if click:
            steps += [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self.call("POST", "/actions", {"actions": [{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps}]})
        # Charts answer in the next frame, which a fast machine can be ahead of.
        self.run("return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")

    def keys(self, text):
        steps = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self.call("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": steps}]})

    def pdf(self):
        return base64.b64decode(self.call("POST", "/print", {}))

    def screenshot(self, file):
        file.write_bytes(base64.b64decode(self.call("GET", "/screenshot")))
