from __future__ import annotations

import datetime
import gzip
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from guetteur.document import Document
from guetteur.inputs import lines
from guetteur.inputs.cursor import Cursor, Failure, Place, count_rows
from guetteur.inputs.rows import Columns
from guetteur.inputs.sources import find_sources

TEXT = "Une bombe a explosé jeudi à Kolma, selon la police."


def cursor_of(*paths: Path, columns: Columns | None = None) -> Cursor:
    columns = columns or Columns()
    return Cursor([count_rows(source, columns) for source in find_sources(paths).sources], columns)


def read(*paths: Path, columns: Columns | None = None) -> list[tuple[Place, Document] | Failure]:
    cursor = cursor_of(*paths, columns=columns)
    return list(cursor.read(0, cursor.total))


def documents(*paths: Path, columns: Columns | None = None) -> list[Document]:
    found = read(*paths, columns=columns)
    assert not [each for each in found if isinstance(each, Failure)]
    return [each[1] for each in found if not isinstance(each, Failure)]


def reasons(*paths: Path, columns: Columns | None = None) -> dict[int, str]:
    """The reason by row; documents have none."""
    found = read(*paths, columns=columns)
    return {each.place.row: each.reason for each in found if isinstance(each, Failure)}


def zstd(data: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(data)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def jsonl(*rows: Any) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


ROWS = [
    {"id": "a", "text": TEXT, "date": "2024-03-01"},
    {"id": "b", "text": f"{TEXT}\n\u2028Fin", "date": "2024-03-02"},
]
CSV = f'id,text,date\na,"{TEXT}",2024-03-01\nb,"{TEXT}\n\u2028Fin",2024-03-02\n'


def table() -> pa.Table:
    return pa.table({**{name: [row[name] for row in ROWS] for name in ("id", "text")},
                     "date": [datetime.date(2024, 3, 1), datetime.date(2024, 3, 2)]})  # fmt: skip


def write(path: Path) -> None:
    if path.name.endswith(".parquet"):
        parquet.write_table(table(), path, row_group_size=1)
        return
    data = jsonl(*ROWS)
    if ".csv" in path.name:
        data = CSV.encode()
    if ".tsv" in path.name:
        data = (
            b"\xef\xbb\xbf"
            + CSV.replace(",2024", "\t2024").replace(',"', '\t"').replace("id,text,", "id\ttext\t").encode()
        )
    pack = {".gz": gzip.compress, ".zst": zstd}.get(path.suffix, bytes)
    path.write_bytes(pack(data))


@pytest.mark.parametrize(
    "name", ["a.jsonl", "a.ndjson", "a.jsonl.gz", "a.jsonl.zst", "a.csv", "a.csv.gz", "a.tsv", "a.tsv.zst", "a.parquet"]
)
def test_every_kind_gives_the_same_documents(name: str, tmp_path: Path) -> None:
    write(tmp_path / name)
    expected = [Document(row["id"], row["text"], (), {"date": row["date"]}) for row in ROWS]
    assert documents(tmp_path / name) == expected


@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz", "a.txt.zst"])
def test_a_text_is_one_document_with_its_newlines(name: str, tmp_path: Path) -> None:
    pack = {".gz": gzip.compress, ".zst": zstd}.get(Path(name).suffix, bytes)
    (tmp_path / name).write_bytes(pack(b"un\r\ndeux\n"))
    assert documents(tmp_path / name) == [Document("a", "un\r\ndeux\n")]


def test_a_folder_is_read_in_the_order_of_its_paths_and_other_kinds_are_counted(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", ".hidden.txt", "a/.git/d.txt", "notes.pdf", "a/x.jsonl"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(jsonl({"text": TEXT}))
    assert [document.id for document in documents(tmp_path / "in")] == ["a/c", "a/x.jsonl#1", "b"]
    assert find_sources([tmp_path / "in"]).others == {".pdf": 1}


def test_files_of_one_name_are_told_apart_by_their_paths(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.jsonl").write_bytes(jsonl({"text": TEXT}))
    ids = [document.id for document in documents(tmp_path / "one", tmp_path / "two")]
    assert ids == [f"{tmp_path}/one/a.jsonl#1", f"{tmp_path}/two/a.jsonl#1"]


def test_columns_can_have_other_names(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(
        jsonl({"corps": TEXT, "numéro": 7, "jour": "2024-03-01", "url": "https://a.example"})
    )
    columns = Columns(text="corps", id="numéro", date="jour")
    meta = {"date": "2024-03-01", "url": "https://a.example"}
    assert documents(tmp_path / "a.jsonl", columns=columns) == [Document("7", TEXT, (), meta)]


def test_our_own_documents_keep_their_meta_and_lose_their_events(tmp_path: Path, corpus_file: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(
        jsonl({"id": "a", "text": TEXT, "meta": {"ville": "Kolma", "error": "old"}, "events": []})
    )
    assert documents(tmp_path / "a.jsonl") == [Document("a", TEXT, (), {"ville": "Kolma"})]
    assert all(not document.events for document in documents(corpus_file))


BAD_LINES = [
    (b'{"text": "a"', "not JSON"),
    (b'["a"]', "not a JSON object"),
    (b'{"corps": "a"}', "no 'text' (its columns: corps)"),
    (b'{"text": 3}', "'text' is int"),
    (b'{"text": null}', "'text' is empty"),
    (b'{"text": "  "}', "'text' is empty"),
    (b'{"text": "bless\xe9"}', "not UTF-8: byte 0xe9"),
    (b'{"text": "\\ud800"}', "without its pair"),
    (b'{"text": "a", "id": [1]}', "'id' is list"),
    (b'{"text": "a", "date": 3}', "'date' is int"),
    (b'{"text": "%s"}' % (b"a" * 101), "101 characters, more than 100"),
]


@pytest.mark.parametrize(("line", "reason"), BAD_LINES)
def test_a_bad_line_is_named_and_the_others_go_on(line: bytes, reason: str, tmp_path: Path) -> None:
    good = jsonl({"text": TEXT})
    (tmp_path / "a.jsonl").write_bytes(good + b"\n" + line + b"\n" + good)
    found = reasons(tmp_path / "a.jsonl", columns=Columns(longest=100))
    assert list(found) == [3] and reason in found[3]
    assert len(read(tmp_path / "a.jsonl")) == 3


def test_a_line_that_never_ends_does_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 100)
    (tmp_path / "a.jsonl").write_bytes(jsonl({"text": "a" * 500}) + jsonl({"text": "b"}))
    assert "more than 100 bytes" in reasons(tmp_path / "a.jsonl")[1]
    assert len(read(tmp_path / "a.jsonl")) == 2


def test_bad_records_of_csv_are_named(tmp_path: Path) -> None:
    content = b"texte;text\na;bon\nb;bless\xe9\nc;un;deux\nd;\ne;bon\n"
    (tmp_path / "a.csv").write_bytes(content)
    found = reasons(tmp_path / "a.csv")
    assert list(found) == [2, 3, 4]
    assert "not UTF-8" in found[2] and "3 cells, the header 2" in found[3] and "empty" in found[4]


def test_bad_rows_of_parquet_are_named(tmp_path: Path) -> None:
    raw = pa.array([b"bon", b"bless\xe9", None], pa.binary()).view(pa.string())
    parquet.write_table(pa.table({"text": raw}), tmp_path / "a.parquet")
    found = reasons(tmp_path / "a.parquet")
    assert list(found) == [2, 3] and "byte 0xe9" in found[2] and "empty" in found[3]


def test_each_row_of_a_broken_row_group_is_accounted_for(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = [f"{TEXT} {number}" for number in range(9)]
    parquet.write_table(pa.table({"text": texts}), path, row_group_size=3, compression="zstd", use_dictionary=False)
    start = parquet.ParquetFile(path).metadata.row_group(1).column(0).data_page_offset
    content = bytearray(path.read_bytes())
    content[start : start + 40] = b"\xff" * 40
    path.write_bytes(content)
    assert list(reasons(path)) == [4, 5, 6]
    assert [each.reason for each in cursor_of(path).read(4, 5) if isinstance(each, Failure)] == [reasons(path)[5]]


BROKEN = {
    "missing.jsonl": None,
    "missing.parquet": None,
    "missing.txt": None,
    "utf16.jsonl": "é".encode("utf-16"),
    "binary.csv": b"a\0b",
    "binary.txt": b"\x89PNG\0\1\2",
    "latin.txt": "blessé".encode("latin-1"),
    "no.parquet": b"text",
    "header.csv": b"corps,id\n",
    "unpacked.jsonl.gz": b"text",
    "unpacked.jsonl.zst": b"text",
    "unpacked.txt.zst": b"text",
    "cut.txt.gz": gzip.compress(b"text")[:-9],
    "cut.txt.zst": zstd(b"text" * 1000)[:-5],
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_one_row_with_its_reason(name: str, tmp_path: Path) -> None:
    content = BROKEN[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    [failure, (_, document)] = read(tmp_path / name, tmp_path / "good.txt")
    assert isinstance(failure, Failure) and failure.place == Place(name, 1)
    assert document.text == TEXT


def test_parquet_without_the_text_column_names_those_it_has(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"corps": ["a"] * 5}), tmp_path / "a.parquet")
    assert reasons(tmp_path / "a.parquet") == {1: "no column 'text' (corps); name it: --text-column"}


def test_what_stands_before_a_broken_end_is_read(tmp_path: Path) -> None:
    data = jsonl(*({"text": f"{TEXT} {number}"} for number in range(20_000)))
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(data, 0)[: len(data) // 2])
    found = read(tmp_path / "a.jsonl.gz")
    assert len(found) > 1000
    assert [isinstance(each, Failure) for each in found] == [False] * (len(found) - 1) + [True]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_ranges_give_what_one_reading_gives_in_any_order(size: int, tmp_path: Path) -> None:
    write(tmp_path / "a.jsonl.gz")
    write(tmp_path / "b.csv")
    parquet.write_table(pa.table({"text": [f"texte {n}" for n in range(9)]}), tmp_path / "c.parquet", row_group_size=4)
    (tmp_path / "d.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "e.jsonl").write_bytes(b"")
    (tmp_path / "f.jsonl").write_bytes(jsonl({"text": 3}, *ROWS))
    whole = read(tmp_path)
    cursor = cursor_of(tmp_path)
    ranges = [(start, min(start + size, cursor.total)) for start in range(0, cursor.total, size)]
    forward = [list(cursor.read(*each)) for each in ranges]
    backward = [list(cursor.read(*each)) for each in reversed(ranges)]
    assert [each for part in forward for each in part] == whole
    assert backward == forward[::-1]
    skipping = [list(cursor.read(*each)) for each in ranges[::2]]
    assert skipping == forward[::2]
