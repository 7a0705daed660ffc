from __future__ import annotations

import io
import json
import re
import runpy
from pathlib import Path

import pytest
import typer
from rich.console import Console
from typer.testing import CliRunner

from guetteur.corpus.figures import BEGIN, END, Figure, corpus_figures, figures_markdown, replace_figures
from guetteur.corpus.jsonl import from_json, write_jsonl
from guetteur.corpus.splits import SPLITS, split_documents
from guetteur.document import Document

TITLES = [
    "Size", "Event types (mentions)", "Roles (arguments)", "Factuality (mentions)", "Lengths", "Sentences by words",
    "Articles by words", "Articles by country", "Articles by voice", "Diversity", "Commonest trigger lemmas",
    "Near-duplicates",
]  # fmt: skip
SEEDS = "Overlap with the evaluation seeds"
PAGE = f"# Data\n\n{BEGIN}\nold\n{END}\n\nAfter.\n"


@pytest.fixture
def folder(documents: list[Document], tmp_path: Path) -> Path:
    for split, part in split_documents(documents).items():
        # Ten incidents need not fall into every part.
        write_jsonl(part or [Document(f"rien-{split}", "Rien.")], tmp_path / f"{split}.jsonl")
    (tmp_path / "README.md").write_text(PAGE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def app(repository: Path) -> typer.Typer:
    app = typer.Typer()
    app.command()(runpy.run_path(str(repository / "scripts" / "corpus_report.py"))["main"])
    return app


def headings(markdown: str) -> list[str]:
    return re.findall(r"^### (.+)$", markdown, re.MULTILINE)


def test_every_table_is_there_and_rectangular(documents: list[Document]) -> None:
    parts = {"train": documents[:6], "dev": documents[6:8], "test": documents[8:]}
    figures = corpus_figures(parts)
    assert [figure.title for figure in figures] == TITLES
    assert all(len(row) == len(figure.header) for figure in figures for row in figure.rows)
    assert [figure.title for figure in corpus_figures(parts, documents[:1])] == [*TITLES, SEEDS]
    size = {row[0]: row[1:] for row in figures[0].rows}
    assert size["articles"] == ("6", "2", "2", str(len(documents)))


def test_empty_parts_are_no_fault() -> None:
    figures = corpus_figures({split: [] for split in SPLITS}, [])
    assert [figure.title for figure in figures] == [*TITLES, SEEDS]


def test_long_tails_are_summed_up() -> None:
    documents = [Document(str(n), "Rien.", meta={"country": f"pays {n}"}) for n in range(25)]
    countries = next(f for f in corpus_figures({"train": documents}) if f.title == "Articles by country")
    assert countries.rows[-1] == ("5 others", "5", "20.0%")


def test_markdown_and_terminal_show_the_same_cells() -> None:
    figure = Figure("T", ("name", "n"), (("a|b", "1"),))
    assert figure.markdown() == "### T\n\n| name | n |\n| --- | ---: |\n| a&#124;b | 1 |\n"
    out = io.StringIO()
    Console(file=out, width=60).print(figure.rich())
    assert "a|b" in out.getvalue()


def test_only_the_part_between_the_markers_is_replaced() -> None:
    once = replace_figures(PAGE, "### New\n")
    assert once.startswith(f"# Data\n\n{BEGIN}\n\n### New\n")
    assert once.endswith(f"{END}\n\nAfter.\n")
    assert "old" not in once
    assert replace_figures(once, "### New\n") == once


@pytest.mark.parametrize("page", ["", BEGIN, END, f"{END}{BEGIN}", f"{BEGIN}{BEGIN}{END}", f"{BEGIN}{END}{END}"])
def test_page_without_its_markers_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match="figures:begin"):
        replace_figures(page, "")


def test_script_prints_and_writes_only_when_told(folder: Path, app: typer.Typer) -> None:
    page = folder / "README.md"
    result = CliRunner().invoke(app, ["--data", str(folder)])
    assert result.exit_code == 0, result.output
    assert all(title in result.output for title in TITLES)
    assert page.read_text(encoding="utf-8") == PAGE
    seeds = str(folder / "test.jsonl")
    assert CliRunner().invoke(app, ["--data", str(folder), "--seeds", seeds, "--write"]).exit_code == 0
    written = page.read_bytes()
    assert headings(written.decode()) == [*TITLES, SEEDS]
    assert CliRunner().invoke(app, ["--data", str(folder), "--seeds", seeds, "--write"]).exit_code == 0
    assert page.read_bytes() == written


def test_script_leaves_a_page_without_markers_alone(folder: Path, app: typer.Typer) -> None:
    (folder / "README.md").write_text("# Data\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["--data", str(folder), "--write"])
    assert result.exit_code == 1
    assert "once each" in result.output
    assert (folder / "README.md").read_text(encoding="utf-8") == "# Data\n"


def test_shipped_datasheet_has_the_markers_and_every_table(repository: Path) -> None:
    page = (repository / "data" / "README.md").read_text(encoding="utf-8")
    figures = page.partition(BEGIN)[2].partition(END)[0]
    assert [title for title in headings(figures) if title != SEEDS] == TITLES
    assert replace_figures(page, figures_markdown([])) != page


def test_example_of_the_datasheet_is_a_document(repository: Path) -> None:
    page = (repository / "data" / "README.md").read_text(encoding="utf-8")
    example = page.partition("```json\n")[2].partition("```")[0]
    document = from_json(json.loads(example))
    assert [event.trigger.of(document.text) for event in document.events] == ["attaqué"]
