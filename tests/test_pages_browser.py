"""The pages in a real browser: at the width of a desk and of a phone nothing is cut off."""

import re
import shutil
import subprocess
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from fakes import digests as fake

from bots import html
from bots.comparison import Comparison, comparison
from bots.pages import write_pages
from digest.law.comparable import doubts
from digest.law.redline import redline
from digest.model import Article, Status, Version

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


def huge() -> Comparison:
    """140 articles, half of them changed, one with a word longer than any screen."""
    texts = [f"服务提供者应当在{n}日内处理第{n}类投诉并留存日志。" for n in range(1, 141)]
    texts[3] += "x" * 3000
    old, new = (_law(side) for side in (texts, [t.replace("5", "8") for t in texts[1:]]))
    found = redline(old, new)
    return comparison(found, doubts(found, old.articles, new.articles))


def _law(texts: list[str]) -> Version:
    articles = tuple(
        Article(str(n), f"第{n}条", (), text, 0, len(text), ()) for n, text in enumerate(texts, 1)
    )
    title = "示例市特别长的名称" * 12 + "办法"
    return Version("v", "i", title, Status.PROMULGATED, date(2026, 1, 1), articles, "d")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory):
    out = tmp_path_factory.mktemp("pages")
    pages = write_pages(out, [fake.digest(fake.promulgated())], "https://digest.example.com")
    compared = out / "comparison" / "index.html"
    compared.parent.mkdir()
    compared.write_text(html.comparison_page(huge()), encoding="utf-8")
    pages = (*pages, compared)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(out)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield out, pages, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("width", [390, 820, 1280])
@pytest.mark.parametrize("kind", ["index.html", "digests", "items", "comparison"])
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
