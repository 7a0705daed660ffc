"""Does a tokenizer cut as it did in training? And the error of everything that makes a model unusable.

Apart from `modeling.loading`, because a backend without torch needs both.
"""

from __future__ import annotations

import json
from pathlib import Path

from tokenizers import Tokenizer

CHECK_FILE = "tokenizer_check.json"
CHECK_SENTENCE = "Selon l’armée, l'attaque de Gao aurait fait 12\u00a0morts : « Une embuscade », dit-on près d'Ansongo."
_MOST_PIECES_PER_WORD = 4.0


class ModelError(RuntimeError):
    """A model cannot be found or must not be used; the message says which, where and what to do."""


def read_tokenizer(folder: Path) -> Tokenizer:
    """The `tokenizer.json` of a folder, after the self-check.

    Raises:
        ModelError: it is missing or does not cut as it should.
    """
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # `tokenizers` raises bare ones
        reason = next(iter(str(error).splitlines()), "")
        raise ModelError(f"{folder}: no usable tokenizer.json ({reason}); copy the model again") from None
    check_tokenizer(tokenizer, str(folder))
    return tokenizer


def check_tokenizer(backend: Tokenizer, source: str) -> None:
    """Cut a known sentence: silent fall-backs to characters or shifted offsets are caught here, not in the results.

    See transformers issue 45701 (a tokenizer rebuilt wrongly by a newer library).
    """
    encoding = _whole(backend).encode(CHECK_SENTENCE, add_special_tokens=False)
    words = CHECK_SENTENCE.split()
    covered = {i for start, end in encoding.offsets for i in range(start, end)}
    lost = [char for i, char in enumerate(CHECK_SENTENCE) if not char.isspace() and i not in covered]
    if lost:
        raise ModelError(
            f"{source}: the tokenizer's offsets lose the characters {''.join(lost)!r}; reinstall or replace it"
        )
    recorded = Path(source) / CHECK_FILE
    if recorded.is_file():
        expected = _recorded_pieces(recorded)
        if encoding.ids != expected:
            raise ModelError(
                f"{source}: the tokenizer cuts the check sentence into {len(encoding.ids)} pieces, not the "
                f"{len(expected)} it was trained with; install the versions in constraints.txt"
            )
    elif len(encoding.ids) > _MOST_PIECES_PER_WORD * len(words):
        raise ModelError(
            f"{source}: the tokenizer cuts {len(words)} words into {len(encoding.ids)} pieces, as if it had lost its "
            "vocabulary; install the versions in constraints.txt or choose another model"
        )


def _whole(backend: Tokenizer) -> Tokenizer:
    """The tokenizer without truncation; a copy only where it truncates, since copying takes a tenth of a second."""
    if backend.truncation is None:
        return backend
    copy = Tokenizer.from_str(backend.to_str())
    copy.no_truncation()
    return copy


def _recorded_pieces(path: Path) -> list[int]:
    try:
        pieces: list[int] = json.loads(path.read_text(encoding="utf-8"))["pieces"]
        return pieces
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{path}: the record of the tokenizer's check is broken ({error}); copy the model again"
        ) from None


def record_check(backend: Tokenizer, folder: Path) -> None:
    """Write what the check sentence must give, beside the model."""
    pieces = _whole(backend).encode(CHECK_SENTENCE, add_special_tokens=False).ids
    (folder / CHECK_FILE).write_text(json.dumps({"sentence": CHECK_SENTENCE, "pieces": pieces}), encoding="utf-8")
