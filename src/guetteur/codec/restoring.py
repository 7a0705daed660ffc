"""Give a text without accents, or a line in capitals, the spelling that the encoder knows.

Telexes, old databases and headlines drop accents or lower case: *TUES* for *tués*. An encoder that has seen ordinary
French reads such words as pieces without meaning. Before it reads, each word of such a line is replaced by the
likeliest spelling of the same letters in the tokenizer's own vocabulary. Every replacement has the length of what it
replaces, so no offset moves, and the text that users see is never changed.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial

from tokenizers import Tokenizer

WORD_START = "▁"
_WORD = re.compile(r"[^\W\d_]+['’]?")
_SENTENCE_START = re.compile(r"(?:^|[.!?…]\s+)[^\w\n]*[^\W\d_]")
_LEAST_LETTERS = 12  # of a line in capitals: less may be an acronym or a byline
_LEAST_WORDS = 3
_CAPITAL_SHARE = 0.9
_LETTERS_WITHOUT_ACCENT = 160  # French text of this length without any accent: about one in a million


class SpellingRestorer:
    """Restores lower case and accents where a text has lost them.

    Args:
        scores: gives the log probability of each piece that starts a word, with its `▁`; called for the first text
            that needs it, as most do not and the list is long.
    """

    def __init__(self, scores: Callable[[], Mapping[str, float]]) -> None:
        self._scores = scores

    @classmethod
    def of(cls, tokenizer: Tokenizer) -> SpellingRestorer:
        """The restorer of a Unigram tokenizer; of any other kind, without word scores, one that changes nothing."""
        return cls(partial(_word_scores, tokenizer))

    @cached_property
    def _spellings(self) -> Mapping[str, Sequence[str]]:
        """Words by their letters alone, likeliest first."""
        scores = self._scores()
        spellings: dict[str, list[str]] = {}
        for piece in sorted(scores, key=scores.__getitem__, reverse=True):
            word = piece.removeprefix(WORD_START)
            bare = strip_accents(word).lower()
            if word != piece and len(bare) == len(word):
                spellings.setdefault(bare, []).append(word)
        return spellings

    def restore(self, text: str) -> str:
        """The text as the encoder should read it: as long as `text`, mostly the same object."""
        without_accents = _lacks_accents(text)
        lines = text.split("\n")
        capitals = [_in_capitals(line) for line in lines]
        if not (without_accents or any(capitals)) or not self._spellings:
            return text
        changed = [
            _SENTENCE_START.sub(_upper, _WORD.sub(self._from_capitals, line))
            if in_capitals
            else _WORD.sub(self._with_accents, line)
            if without_accents
            else line
            for line, in_capitals in zip(lines, capitals, strict=True)
        ]
        return text if changed == lines else "\n".join(changed)

    def _from_capitals(self, match: re.Match[str]) -> str:
        word = match[0]
        # Most words that no vocabulary holds are names.
        return self._likeliest(word, any_case=True) or (word.title() if len(word.title()) == len(word) else word)

    def _with_accents(self, match: re.Match[str]) -> str:
        return self._likeliest(match[0], any_case=False) or match[0]

    def _likeliest(self, word: str, any_case: bool) -> str | None:
        """Best spelling in the vocabulary that keeps every accent of `word`, and its case if that is to be trusted."""
        word = word.replace("’", "'")
        for spelling in self._spellings.get(strip_accents(word).lower(), ()):
            pairs = zip(word, spelling, strict=True)
            if all(
                (any_case or old.isupper() == new.isupper())
                and (strip_accents(old) == old or old.lower() == new.lower())
                for old, new in pairs
            ):
                return spelling
        return None


def _word_scores(tokenizer: Tokenizer) -> Mapping[str, float]:
    """Source of the model's JSON: https://huggingface.co/docs/tokenizers/api/models#tokenizers.models.Unigram."""
    model = json.loads(tokenizer.to_str())["model"]
    if model["type"] != "Unigram":
        return {}
    return {piece: score for piece, score in model["vocab"] if piece.startswith(WORD_START)}


def _upper(match: re.Match[str]) -> str:
    upper = match[0].upper()
    return upper if len(upper) == len(match[0]) else match[0]


def strip_accents(word: str) -> str:
    """Letters without accents."""
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def _in_capitals(line: str) -> bool:
    letters = [char for char in line if char.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return len(letters) >= _LEAST_LETTERS and capitals >= _CAPITAL_SHARE * len(letters) and (
        len(_WORD.findall(line)) >= _LEAST_WORDS
    )  # fmt: skip


def _lacks_accents(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= _LETTERS_WITHOUT_ACCENT and strip_accents("".join(letters)) == "".join(letters)
