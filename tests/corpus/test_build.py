from __future__ import annotations

import runpy
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from guetteur.corpus.build import read_articles, write_splits
from guetteur.corpus.jsonl import read_jsonl, write_jsonl
from guetteur.corpus.problems import CorpusError, errors
from guetteur.corpus.splits import SPLITS, split_documents
from guetteur.document import Document

GOOD = "=== {name}\n@incident {name}\nUne attaque à Gao.\n> attaque | Attack | asserted | e1 | Place: Gao\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("".join(GOOD.format(name=f"gao-{number}") for number in range(40)), encoding="utf-8")
    return folder


def test_shipped_jsonl_is_what_the_articles_give(repository: Path, tmp_path: Path) -> None:
    source = repository / "data" / "articles"
    if not any(source.glob("*.txt")):
        pytest.skip(f"no articles in {source}")
    documents, problems = read_articles(source)
    assert [str(problem) for problem in problems] == []  # warnings too: what is right in spite of one says so in @lint
    for split, path in write_splits(documents, tmp_path).items():
        shipped = repository / "data" / f"{split}.jsonl"
        assert shipped.is_file(), "run: python scripts/build_corpus.py"
        assert path.read_bytes() == shipped.read_bytes(), "run: python scripts/build_corpus.py"


def test_shipped_groups_for_merging_are_clean(repository: Path) -> None:
    documents, problems = read_articles(repository / "data" / "merging")
    assert len(documents) > 200
    assert [str(problem) for problem in problems] == []


def test_articles_become_three_files(articles: Path, tmp_path: Path) -> None:
    documents, problems = read_articles(articles)
    assert problems == []
    for split, path in write_splits(documents, tmp_path).items():
        assert read_jsonl(path)[0] == split_documents(documents)[split]


def test_problems_of_every_kind_are_found(articles: Path) -> None:
    (articles / "b.txt").write_text(
        GOOD.format(name="gao-1")
        + "=== b\nUne attaque à Gao.\n> attaque | Raid | asserted | e1\n"
        + "=== c\nUne attaque à Gao.\n> attaque | Attack | asserted |  | Place: à Gao\n",
        encoding="utf-8",
    )
    _, problems = read_articles(articles)
    assert [problem.check for problem in problems] == ["", "cluster", "lead", "id"]
    assert all(problem.file.endswith("b.txt") for problem in problems)
    assert len(errors(problems)) == 3


def test_empty_folder_is_an_error(tmp_path: Path) -> None:
    assert "no .txt file" in read_articles(tmp_path)[1][0].message


def test_nothing_is_written_with_a_repeated_id(tmp_path: Path) -> None:
    with pytest.raises(CorpusError):
        write_splits([Document("a", ""), Document("a", "")], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_script_writes_or_refuses(articles: Path, tmp_path: Path, repository: Path) -> None:
    out = tmp_path / "data"
    arguments = ["--articles", str(articles), "--out", str(out), "--quiet"]
    app = typer.Typer()
    app.command()(runpy.run_path(str(repository / "scripts" / "build_corpus.py"))["main"])
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in out.iterdir()) == sorted(f"{split}.jsonl" for split in SPLITS)
    before = (out / "train.jsonl").read_bytes()
    write_jsonl([], out / "test.jsonl")
    (articles / "z.txt").write_text("=== z\nUne attaque.\n> raid | Attack | asserted | e1\n", encoding="utf-8")
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 1
    assert "z.txt:3 [z]" in result.output
    assert (out / "train.jsonl").read_bytes() == before
    assert (out / "test.jsonl").read_bytes() == b""
