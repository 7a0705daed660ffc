"""Plain text: a file is one row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from guetteur.corpus.files import BROKEN, decode_utf8, open_bytes
from guetteur.corpus.objects import Fault
from guetteur.document import Document
from guetteur.inputs.reader import Reader
from guetteur.inputs.rows import check_length

_BYTES_PER_CHARACTER = 4  # at most, in UTF-8


class TextReader(Reader):
    """`.txt` files; the newlines stay as they are, an empty file is a document without events."""

    def count(self, path: Path) -> int:
        """One, without opening the file."""
        return 1

    def _rows(self, path: Path) -> Iterator[Path]:
        yield path

    def document(self, raw: Path, default_id: str) -> Document:
        """The text of the file."""
        try:
            with open_bytes(raw) as stream:
                data = stream.read(_BYTES_PER_CHARACTER * self.columns.longest + 1)
            if len(data) > _BYTES_PER_CHARACTER * self.columns.longest:
                raise Fault(f"the text has more than {self.columns.longest} characters", "raise --max-characters")
            return Document(default_id, check_length(decode_utf8(data), self.columns))
        except BROKEN as error:
            raise Fault(f"broken gzip data: {error}", "copy the file again") from None
        except OSError as error:
            raise Fault(f"cannot be read: {error.strerror or error}", "repair the file or leave it out") from None
        except Fault:
            raise
        except ValueError as error:
            raise Fault(str(error), "or leave the file out") from None
