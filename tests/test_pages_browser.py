"""The pages in a real browser: at the width of a desk and of a phone nothing is cut off."""

import re
import shutil
import subprocess
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from fakes import digests as fake

from bots.pages import write_pages

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        CHROMIUM is None, reason="no Chromium on this machine (.ci/run installs it)"
    ),
]

FRAME = """<!doctype html><iframe id="f" src="{page}" style="width:{width}px;height:900px;border:0">
</iframe><script>
document.getElementById("f").onload = function () {{
  const root = this.contentDocument.documentElement;
  document.body.dataset.measured = root.scrollWidth + "/" + this.contentDocument.title;
}};
</script>"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing about requests."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory):
    out = tmp_path_factory.mktemp("pages")
    pages = write_pages(out, [fake.digest(fake.promulgated())], "https://digest.example.com")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(out)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield out, pages, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", ["index.html", "digests", "items"])
def test_no_page_is_wider_than_the_screen(site, tmp_path: Path, width: int, kind: str) -> None:
    out, pages, base = site
    page = next(p.relative_to(out) for p in pages if p.relative_to(out).parts[0] == kind)
    (out / f"frame-{width}.html").write_text(FRAME.format(page=page, width=width))
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-sync",
        "--disable-component-update",
        "--disable-background-networking",
        "--no-first-run",
        "--virtual-time-budget=4000",
        "--dump-dom",
    ]
    done = subprocess.run(
        [CHROMIUM, *flags, f"--user-data-dir={tmp_path}", f"{base}/frame-{width}.html"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    measured = re.search(r'data-measured="(\d+)/([^"]+)"', done.stdout)
    assert measured, done.stdout[-500:]
    assert int(measured[1]) <= width
    assert measured[2], "a page has a title"
