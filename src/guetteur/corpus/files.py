"""Bytes on disk: UTF-8 texts read without touching a newline, files replaced only when they are whole."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import secrets
import shutil
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

BOM = codecs.BOM_UTF8


PACKED = (".gz", ".zst")
"""Suffixes that `open_bytes` unpacks."""
BROKEN = (gzip.BadGzipFile, EOFError, zlib.error)
"""What reading broken gzip data raises; broken zstd data raises OSError."""


def open_bytes(path: Path) -> io.BufferedReader:
    """Open a file for reading bytes; `.gz` and `.zst` are unpacked on the way.

    Raises:
        OSError: the file cannot be opened, or pyarrow, which `.zst` needs, is not installed.
    """
    if path.suffix == ".gz":
        return io.BufferedReader(cast(io.RawIOBase, gzip.open(path, "rb")))
    if path.suffix == ".zst":
        return _open_zstd(path)
    return path.open("rb")


def _open_zstd(path: Path) -> io.BufferedReader:
    try:
        import pyarrow
    except ImportError:
        raise OSError("reading .zst needs pyarrow; install it with pip install 'guetteur[export]'") from None
    # Our own `open`: Arrow's error for a missing file has no `strerror`.
    return io.BufferedReader(cast(io.RawIOBase, pyarrow.input_stream(path.open("rb"), compression="zstd")))


def why_not_text(head: bytes) -> str:
    """Why the first bytes of a file cannot be UTF-8 text, with the remedy; empty if they can."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "the file is UTF-16, not UTF-8; save it as UTF-8"
    if head.startswith(b"\x1f\x8b"):
        return "the file is gzip-compressed; give it a name that ends in .gz"
    if b"\0" in head:
        return "the file is binary, not text; extract its text and save it as UTF-8"
    return ""


def read_utf8(path: Path, *, strip_bom: bool = True) -> str:
    """The whole text of a file, every newline as it stands, a byte order mark left out unless asked for.

    Raises:
        ValueError: the file is binary or not UTF-8; the message says where and what to do.
        OSError: the file cannot be opened.
    """
    try:
        with open_bytes(path) as stream:
            data = stream.read()
    except BROKEN as error:
        raise ValueError(f"broken gzip data: {error}; copy the file again") from None
    return decode_utf8(data, strip_bom=strip_bom)


def decode_utf8(data: bytes, *, strip_bom: bool = True) -> str:
    """The text of the bytes of a file or a stream; like `read_utf8`."""
    if reason := why_not_text(data):
        raise ValueError(reason)
    try:
        return (data.removeprefix(BOM) if strip_bom else data).decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        byte = error.object[error.start]
        raise ValueError(f"not UTF-8: byte 0x{byte:02x} in line {line}; save the file as UTF-8") from None


def write_atomically(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file so that a reader finds the old one or the whole new one, never a part.

    A full disk, an exception from `chunks` or a kill leaves the old file as it was. `.gz` is packed, without a time
    stamp, so that the same content gives the same bytes.

    Raises:
        OSError: the folder or the file cannot be written.
    """
    with replacing(path) as stream:
        if path.suffix == ".gz":
            with gzip.GzipFile(filename="", mode="wb", fileobj=stream, mtime=0) as packed:
                packed.writelines(chunks)
        else:
            stream.writelines(chunks)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes, as they are, replace the file when the block ends without an exception.

    Raises:
        OSError: the folder or the file cannot be written.
    """
    target = path.resolve()  # a link stays a link
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        # Plain `open` and not `tempfile`, whose files only their owner may read.
        with temporary.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
