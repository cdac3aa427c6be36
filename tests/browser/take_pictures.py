"""`make pictures`: the pictures of the README, taken anew of a demonstration that is being served (`make demo`)."""

import os
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "img"
PICTURES = {
    "cronograma.png": ("/2021/cronograma/", {"width": 1280, "height": 960}),
    "cronograma-telefono.png": ("/2021/cronograma/", {"width": 360, "height": 740}),
}


def main() -> None:
    """Take each picture, in light colours, and say where it is."""
    site = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, (address, size) in PICTURES.items():
            page = browser.new_page(viewport=size, color_scheme="light", locale="es-CO", reduced_motion="reduce")
            page.goto(site + address)
            page.screenshot(path=FOLDER / name)
            sys.stdout.write(f"docs/img/{name}\n")
        browser.close()


if __name__ == "__main__":
    main()
