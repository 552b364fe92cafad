"""The pictures of sim/report/README.md: screenshots.py FOLDER PAGE.html..., each as FOLDER/PAGE.png and, dark, PAGE_dark.png."""
import pathlib
import sys
import time

import webdriver


def main(folder, files):
    browser = webdriver.Browser(1280, 900)
    try:
        for file in map(pathlib.Path, files):
            browser.open(file.absolute())
            for ending in ("", "_dark"):
                if ending:
                    browser.run("document.getElementById('theme').click()")
                time.sleep(0.3)
                browser.screenshot(folder / (file.stem + ending + ".png"))
    finally:
        browser.close()


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), sys.argv[2:])
