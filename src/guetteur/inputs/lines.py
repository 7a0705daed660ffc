"""JSONL: a line is a row, its number the line's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from guetteur.corpus.files import BOM, open_bytes, why_not_text
from guetteur.corpus.jsonl import load_line
from guetteur.corpus.objects import Fault
from guetteur.document import Document
from guetteur.inputs.reader import Reader
from guetteur.inputs.rows import document_of

LONGEST_LINE = 256 * 2**20
"""Bytes; a file without newlines must not fill the memory."""


class LineReader(Reader):
    """`.jsonl` files: our own documents, or any objects with a text column."""

    def _rows(self, path: Path) -> Iterator[bytes | Fault]:
        with open_bytes(path) as stream:
            if reason := why_not_text(stream.peek(8192)):
                yield Fault(reason, "or leave the file out")
                return
            for number, line in enumerate(_lines(stream)):
                yield line.removeprefix(BOM) if number == 0 and isinstance(line, bytes) else line

    def document(self, raw: bytes, default_id: str) -> Document | None:
        """The document of a line; its events, if it has any, are left out."""
        if not raw.strip():
            return None
        row = load_line(raw)
        if not isinstance(row, dict):
            raise Fault(f"the line is {type(row).__name__}, not a JSON object", "write one object a line")
        return document_of(row, default_id, self.columns)


def _lines(stream: BinaryIO) -> Iterator[bytes | Fault]:
    while line := stream.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield Fault(f"the line has more than {LONGEST_LINE} bytes", "write one document a line")
        else:
            yield line
