from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from guetteur.corpus.files import read_utf8, why_not_text, write_atomically


def test_text_is_read_without_touching_a_newline(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffun\r\ndeux\rtrois\n".encode())
    assert read_utf8(path) == "un\r\ndeux\rtrois\n"
    assert read_utf8(path, strip_bom=False)[0] == "\ufeff"


def test_wrong_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("un\nblessé".encode("latin-1"))
    with pytest.raises(ValueError, match=r"byte 0xe9 in line 2; save the file as UTF-8"):
        read_utf8(path)


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("é".encode("utf-16"), "UTF-16"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"\x89PNG\0", "binary"),
        ("é".encode(), ""),
        (b"", ""),
    ],
)
def test_what_is_no_text_is_named(head: bytes, reason: str) -> None:
    assert reason in why_not_text(head)
    assert bool(why_not_text(head)) == bool(reason)


def test_full_disk_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, [b"new"])
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_failure_of_the_producer_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"old")

    def chunks() -> Iterator[bytes]:
        yield b"half"
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError):
        write_atomically(path, chunks())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_rights_and_links_stay(tmp_path: Path) -> None:
    path, link = tmp_path / "a", tmp_path / "b"
    path.write_bytes(b"old")
    path.chmod(0o640)
    link.symlink_to(path)
    write_atomically(link, [b"new"])
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_packed_file_has_the_same_bytes_every_time(tmp_path: Path) -> None:
    for name in ("a.gz", "b.gz"):
        write_atomically(tmp_path / name, [b"text"])
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()
    assert read_utf8(tmp_path / "a.gz") == "text"
