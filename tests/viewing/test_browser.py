"""The page in a real browser: Chromium without a window. Skipped where none is installed."""

from __future__ import annotations

import json
import re
import shutil
import struct
import subprocess
import zlib
from pathlib import Path
from typing import Any

import pytest
from tests.evaluation.examples import Page

from guetteur.corpus.jsonl import read_jsonl
from guetteur.document import Document
from guetteur.viewing import view_html

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
    "--virtual-time-budget=4000", "--enable-logging=stderr",
)  # fmt: skip
ARTICLE = "l-turquie-chronologie"
# Measures what no attribute of the page tells, in a copy of it whose policy is taken out.
PROBE = """<script>addEventListener("load", () => setTimeout(() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour, under) => {
    canvas.fillStyle = under; canvas.fillRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (c) => c.map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    const grounds = [];
    for (let at = element; at; at = at.parentElement) grounds.push(getComputedStyle(at).backgroundColor);
    return grounds.reverse().reduce((under, colour) => `rgb(${rgb(colour, under)})`, "#fff");
  };
  let least = 99, where = "";
  for (const element of document.querySelectorAll("p, mark, .tag, td, th, caption *, li, figcaption, h1, h2, h3")) {
    const style = getComputedStyle(element), under = ground(element);
    const pair = [light(rgb(style.color, under)), light(rgb(under, "#fff"))].sort((a, b) => b - a);
    const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (ratio < least) { least = ratio; where = element.outerHTML.slice(0, 200); }
  }
  const wide = [...document.querySelectorAll("body *")]
    .filter((e) => !e.closest("svg, .skip, .defs") && e.getBoundingClientRect().right > innerWidth + 1);
  document.documentElement.dataset.probe = JSON.stringify({
    width: innerWidth, scroll: document.documentElement.scrollWidth, least, where,
    wide: wide.slice(0, 3).map((e) => e.outerHTML.slice(0, 200)),
  });
}, 300));</script>"""


@pytest.fixture(scope="module")
def browser() -> str:
    if CHROMIUM is None:
        pytest.skip("no chromium, chromium-browser or google-chrome on the PATH")
    return CHROMIUM


@pytest.fixture(scope="module")
def document(root: Path) -> Document:
    """An invented article with many records."""
    return next(document for document in read_jsonl(root / "data" / "dev.jsonl")[0] if document.id == ARTICLE)


def run(browser: str, folder: Path, *arguments: str) -> tuple[str, str]:
    done = subprocess.run(
        [browser, *FLAGS, f"--user-data-dir={folder / 'profile'}", *arguments],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    complaints = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    assert not complaints, complaints
    return done.stdout, done.stderr


def opened(browser: str, folder: Path, html: str, anchor: str = "", *flags: str) -> str:
    (folder / "page.html").write_text(html, encoding="utf-8")
    return run(browser, folder, *flags, "--dump-dom", (folder / "page.html").as_uri() + anchor)[0]


def probed(browser: str, folder: Path, html: str, *flags: str) -> dict[str, Any]:
    bare = re.sub(r"<meta http-equiv=.*?>", "", html).replace("</body>", f"{PROBE}</body>")
    dom = opened(browser, folder, bare, "#a1r3", *flags)
    found: dict[str, Any] = json.loads(Page(dom).find("html")[0].attributes["data-probe"])
    return found


@pytest.mark.slow
def test_lines_go_from_a_selected_event_to_each_argument(browser: str, document: Document, tmp_path: Path) -> None:
    page = Page(opened(browser, tmp_path, view_html([document]), "#a1e3"))
    events = sorted(document.events, key=lambda event: (event.trigger, event.type))
    roles = {(argument.span, argument.role) for argument in events[2].arguments}
    over = page.find("svg", class_="lines-over")[0]
    paths = page.find("path", within=over)
    assert len(paths) == len(roles) > 2
    assert all(re.fullmatch(r"M[-\d. ]+C[-\d. ]+", path.attributes["d"]) for path in paths)
    assert {e.attributes["id"] for e in page.find("div", class_="on")} == {"a1r3"}
    assert {tag.attributes["id"] for tag in page.find("a", class_="on") if "tag" in tag.classes} == {"a1e3"}
    assert [e.attributes["data-record"] for e in page.find("a", class_="row") if "on" in e.classes] == ["a1r3"]


@pytest.mark.slow
def test_nothing_is_drawn_before_something_is_chosen(browser: str, document: Document, tmp_path: Path) -> None:
    page = Page(opened(browser, tmp_path, view_html([document, document])))
    assert not page.find("svg", class_="lines-over") or not page.find("g", class_="link")
    assert page.find("html")[0].classes == ["js"]


@pytest.mark.slow
def test_hostile_text_stays_text(browser: str, tmp_path: Path) -> None:
    text = "Une attaque </script><script>document.title='pris'</script><img src=x onerror=\"document.title='pris'\">"
    page = Page(opened(browser, tmp_path, view_html([Document("<b>", text)])))
    assert page.find("title")[0].text == "<b>"
    assert page.texts() == text and not page.find("img")


@pytest.mark.slow
@pytest.mark.parametrize("dark", [False, True])
def test_text_reads_in_both_schemes(browser: str, document: Document, tmp_path: Path, dark: bool) -> None:
    flags = ("--blink-settings=preferredColorScheme=0",) if dark else ()
    found = probed(browser, tmp_path, view_html([document, document]), "--window-size=1280,900", *flags)
    assert found["least"] >= 4.5, found["where"]


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 400])
def test_no_width_scrolls_sideways(browser: str, document: Document, tmp_path: Path, width: int) -> None:
    found = probed(browser, tmp_path, view_html([document, document]), f"--window-size={width},900")
    assert found["width"] <= max(width, 500)  # some builds have a least width of 500
    assert found["scroll"] <= found["width"] and not found["wide"], found


@pytest.mark.slow
def test_the_picture_is_not_blank(browser: str, document: Document, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(view_html([document]), encoding="utf-8")
    out = tmp_path / "page.png"
    run(browser, tmp_path, "--window-size=1280,1200", f"--screenshot={out}", (tmp_path / "page.html").as_uri())
    width, height, body = png(out.read_bytes())
    assert (width, height) == (1280, 1200)
    assert len({body[at : at + 64] for at in range(0, len(body), 64)}) > 2000


def png(data: bytes) -> tuple[int, int, bytes]:
    """Width, height and the unpacked, still filtered rows of a PNG."""
    width, height = struct.unpack(">II", data[16:24])
    packed, at = b"", 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        if data[at + 4 : at + 8] == b"IDAT":
            packed += data[at + 8 : at + 8 + length]
        at += length + 12
    return width, height, zlib.decompress(packed)
