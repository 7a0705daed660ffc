"""The embedded encoder's tokenizer: a Unigram model of mostly whole words.

Pre-tokenization cuts at white space, behind apostrophes (`l'` `armée`), around punctuation and between letters and
digits; each cut piece gets a `▁`, so that a word looks the same at the start of a sentence, after a guillemet or after
an elision. Frequent words are single pieces; the rest falls back on shorter pieces, and characters outside the
vocabulary on UTF-8 bytes, so nothing is ever unknown. Unigram: Kudo 2018, https://aclanthology.org/P18-1007.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from guetteur.codec.restoring import WORD_START

SPECIALS = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
"""In CamemBERT's order, so that its configuration's ids hold."""

_PIECE_PENALTY = 25.0
"""Log-probability taken from fallback pieces, so that a whole word always wins where there is one."""


def normalizer() -> normalizers.Normalizer:
    """Composed accents, one kind of apostrophe; soft hyphens and zero-width characters are dropped."""
    return normalizers.Sequence(
        [
            normalizers.NFC(),
            normalizers.Replace(Regex("[\u2019\u2018\u02bc\u00b4`]"), "'"),
            normalizers.Replace(Regex("[\u00ad\u200b-\u200f\u2060\ufeff]"), ""),
        ]
    )


def pre_tokenizer() -> pre_tokenizers.PreTokenizer:
    """Words, elided words with their apostrophe, numbers, single punctuation marks; `▁` before each."""
    return pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Split(Regex(r"[^\p{L}\p{M}\p{N}']"), behavior="isolated"),
            pre_tokenizers.Split("'", behavior="merged_with_previous"),
            pre_tokenizers.Split(Regex(r"\p{N}+"), behavior="isolated"),
            pre_tokenizers.Metaspace(replacement=WORD_START, prepend_scheme="always", split=True),
        ]
    )


def count_words(texts: Iterable[str]) -> Counter[str]:
    """Frequencies of pre-tokenized words (without `▁`)."""
    counts: Counter[str] = Counter()
    norm, pre = normalizer(), pre_tokenizer()
    for text in texts:
        counts.update(word.removeprefix(WORD_START) for word, _ in pre.pre_tokenize_str(norm.normalize_str(text)))
    return counts


def build_tokenizer(
    counts: Counter[str], size: int, pieces: int, extra: Iterable[str] = (), numbers: int = 1000
) -> Tokenizer:
    """A tokenizer of `size` entries, `pieces` of them word parts.

    Args:
        counts: word frequencies, as `count_words` gives them.
        size: entries in all: specials, bytes, whole words, word parts.
        pieces: at most how many word parts, learnt from the words that are too rare to be entries.
        extra: further whole words beyond `size`, names for which static vectors exist.
        numbers: whole numbers from 0 up to here are entries whatever their frequency.
    """
    reserved = len(SPECIALS) + 256
    always = {str(number) for number in range(numbers)}
    ranked = [word for word, _ in counts.most_common() if word not in always]
    words = list(always) + ranked[: size - reserved - pieces - len(always)]
    known = set(words)
    words += [word for word in dict.fromkeys(extra) if word not in known]
    known.update(words)
    parts = _word_parts({word: count for word, count in counts.items() if word not in known}, pieces)
    total = sum(counts.values())
    vocabulary = [(token, 0.0) for token in SPECIALS]
    vocabulary += [(f"<0x{byte:02X}>", -100.0) for byte in range(256)]
    vocabulary += [(WORD_START + word, math.log(max(1, counts[word]) / total)) for word in words]
    taken = {piece for piece, _ in vocabulary}
    vocabulary += [(piece, score - _PIECE_PENALTY) for piece, score in parts if piece not in taken]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=SPECIALS.index("<unk>"), byte_fallback=True))
    tokenizer.normalizer = normalizer()
    tokenizer.pre_tokenizer = pre_tokenizer()
    tokenizer.decoder = decoders.Metaspace(replacement=WORD_START, prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in SPECIALS])
    return tokenizer


def _word_parts(rare: dict[str, int], size: int) -> list[tuple[str, float]]:
    """Unigram pieces of the rare words; every letter that occurs is among them."""
    trainer = trainers.UnigramTrainer(
        vocab_size=size, unk_token="<unk>", special_tokens=["<unk>"], max_piece_length=8, show_progress=True
    )
    helper = Tokenizer(models.Unigram())
    helper.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(replacement=WORD_START, prepend_scheme="always")]
    )
    helper.train_from_iterator(_repeated(rare), trainer)
    import json

    pieces = json.loads(helper.to_str())["model"]["vocab"]
    return [(piece, score) for piece, score in pieces if piece != "<unk>"]


def _repeated(rare: dict[str, int]) -> Iterator[str]:
    for word, count in rare.items():
        # A damped count: the pieces serve rare and unseen words, not the commonest of the rest.
        yield " ".join([word] * min(4, count))
