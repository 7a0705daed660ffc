"""How varied a corpus is: vocabulary, repeated word sequences, near-duplicates, trigger lemmas, spread.

Words are runs of letters and digits, case folded, as in `guetteur.corpus.statistics`. Needs the packages `datasketch`
and `simplemma` of the extra `dev`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise

import simplemma
from datasketch import MinHash, MinHashLSH

from guetteur.corpus.splits import Split, incident_of, split_of
from guetteur.document import Document
from guetteur.sentences import split_sentences

_WORD = re.compile(r"\w+")
_PARTICIPLE = re.compile(r"(?:ée?s?|ant)$")

Ngram = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearDuplicates:
    """Two articles, the Jaccard similarity of their word trigrams, and the part each belongs to."""

    first: str
    second: str
    similarity: float
    splits: tuple[Split, Split]

    @property
    def cross_splits(self) -> bool:
        """Whether one is trained on and the other measured on, or the like."""
        return self.splits[0] != self.splits[1]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Word sequences of other texts that stand in the corpus too.

    `shared` counts distinct sequences, `share` is their part of the distinct sequences of the other texts, `articles`
    are the ids of the articles with one of them.
    """

    shared: int
    share: float
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CorpusDiversity:
    """The measures over a whole corpus; `trigger_lemmas` counts mentions, commonest first."""

    words: int
    type_token_ratio: float
    moving_type_token_ratio: float
    shared_between_articles: float
    distinct_shared_between_articles: float
    shared_between_incidents: float
    near_duplicates: tuple[NearDuplicates, ...]
    trigger_lemmas: dict[str, int]
    top10_lemma_share: float


def corpus_diversity(documents: Sequence[Document]) -> CorpusDiversity:
    """All measures that need nothing but the corpus."""
    texts = [words(document.text) for document in documents]
    lemmas = trigger_lemmas(documents)
    return CorpusDiversity(
        words=sum(map(len, texts)),
        type_token_ratio=type_token_ratio(list(chain.from_iterable(texts))),
        moving_type_token_ratio=moving_type_token_ratio(texts),
        shared_between_articles=shared_ngram_share(documents, owner=lambda document: document.id),
        distinct_shared_between_articles=shared_ngram_share(documents, lambda document: document.id, distinct=True),
        shared_between_incidents=shared_ngram_share(documents, owner=incident_of),
        near_duplicates=tuple(near_duplicates(documents)),
        trigger_lemmas=lemmas,
        top10_lemma_share=sum(list(lemmas.values())[:10]) / max(1, sum(lemmas.values())),
    )


def words(text: str) -> list[str]:
    """The case-folded words of a text."""
    return _WORD.findall(text.casefold())


def ngrams(tokens: Sequence[str], size: int) -> Iterator[Ngram]:
    """Every run of `size` words."""
    return zip(*(tokens[start:] for start in range(size)), strict=False)


def type_token_ratio(tokens: Sequence[str]) -> float:
    """Distinct words by words; falls as a corpus grows, so compare equal sizes only."""
    return len(set(tokens)) / len(tokens) if tokens else 0.0


def moving_type_token_ratio(texts: Iterable[Sequence[str]], window: int = 100) -> float:
    """Mean type-token ratio of every window inside a text (Covington and McFall 2010); does not depend on size.

    Texts shorter than a window are left out; 0 if all are.
    """
    total = windows = 0
    for tokens in texts:
        if len(tokens) < window:
            continue
        counts = Counter(tokens[:window])
        total, windows = total + len(counts), windows + 1
        for leaving, entering in zip(tokens, tokens[window:], strict=False):
            counts[leaving] -= 1
            if not counts[leaving]:
                del counts[leaving]
            counts[entering] += 1
            total, windows = total + len(counts), windows + 1
    return total / (windows * window) if windows else 0.0


def shared_ngram_share(
    documents: Iterable[Document], owner: Callable[[Document], str], size: int = 5, distinct: bool = False
) -> float:
    """Share of the word n-grams that two or more owners (articles, incidents) have: of the running or the distinct."""
    first: dict[Ngram, str] = {}
    counts: Counter[Ngram] = Counter()
    shared: set[Ngram] = set()
    for document in documents:
        name = owner(document)
        for ngram in ngrams(words(document.text), size):
            counts[ngram] += 1
            if first.setdefault(ngram, name) != name:
                shared.add(ngram)
    if not counts:
        return 0.0
    return len(shared) / len(counts) if distinct else sum(counts[ngram] for ngram in shared) / counts.total()


def near_duplicates(documents: Sequence[Document], threshold: float = 0.5, shingle: int = 3) -> list[NearDuplicates]:
    """Pairs of articles whose word trigrams are as similar as `threshold` (Jaccard), most similar first.

    MinHash finds the candidates, favouring recall; the similarity given is exact. Articles too short for a trigram
    are left out.
    """
    sets = [set(ngrams(words(document.text), shingle)) for document in documents]
    index = MinHashLSH(threshold=threshold, num_perm=128, weights=(0.2, 0.8))
    pairs: list[NearDuplicates] = []
    for number, (document, own) in enumerate(zip(documents, sets, strict=True)):
        if not own:
            continue
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(ngram).encode() for ngram in own])
        for other in index.query(sketch):
            similarity = len(own & sets[other]) / len(own | sets[other])
            if similarity >= threshold:
                before = documents[other]
                splits = (split_of(incident_of(before)), split_of(incident_of(document)))
                pairs.append(NearDuplicates(before.id, document.id, similarity, splits))
        index.insert(number, sketch)
    return sorted(pairs, key=lambda pair: (-pair.similarity, pair.first, pair.second))


def overlap(documents: Iterable[Document], others: Iterable[Document], size: int = 8) -> Overlap:
    """How much of other texts, by word n-grams, stands in a corpus."""
    theirs = {ngram for other in others for ngram in ngrams(words(other.text), size)}
    shared: set[Ngram] = set()
    articles: list[str] = []
    for document in documents:
        if found := theirs.intersection(ngrams(words(document.text), size)):
            shared |= found
            articles.append(document.id)
    return Overlap(len(shared), len(shared) / len(theirs) if theirs else 0.0, tuple(articles))


def trigger_lemmas(documents: Iterable[Document]) -> dict[str, int]:
    """Mentions by the lemma of their trigger, commonest first."""
    triggers = (event.trigger.of(document.text) for document in documents for event in document.events)
    counts = Counter(" ".join(map(lemma, words(trigger))) for trigger in triggers)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


@cache
def lemma(word: str) -> str:
    """The lemma of a French word without its context.

    `simplemma` alone splits verbs: *tué* and *tuées* give *tuer*, but *tués* gives *tué*, and *visé* and *frappé* stay
    as they are. So it is applied until nothing changes, and a participle in *-é* or *-ant* that is left becomes its
    infinitive where simplemma knows that one. A noun like *blessés* thus counts with its verb.
    """
    seen = set()
    while word not in seen:
        seen.add(word)
        word = str(simplemma.lemmatize(word, lang="fr"))
        infinitive = _PARTICIPLE.sub("er", word)
        if infinitive != word and simplemma.is_known(infinitive, lang="fr"):
            word = infinitive
    return word


def sentence_lengths(documents: Iterable[Document]) -> list[int]:
    """The number of words of every sentence."""
    return [
        len(words(sentence.of(document.text))) for document in documents for sentence in split_sentences(document.text)
    ]


def histogram(values: Iterable[int], bounds: Sequence[int]) -> dict[str, int]:
    """Counts of values by class; each bound is the last value of its class, what is above the last has its own."""
    names = [f"{low + 1}–{high}" for low, high in pairwise((-1, *bounds))]
    counts = dict.fromkeys([*names, f"> {bounds[-1]}"], 0)
    for value in values:
        place = next((name for name, high in zip(names, bounds, strict=True) if value <= high), f"> {bounds[-1]}")
        counts[place] += 1
    return counts


def voice_of(document: Document) -> str:
    """The kind of text: the first word of `meta["voice"]`, since most voices are described once only."""
    return next(iter(words(str(document.meta.get("voice") or ""))), "not given")


def country_of(document: Document) -> str:
    """`meta["country"]`, as written."""
    return str(document.meta.get("country") or "not given")


def spread(documents: Iterable[Document], of: Callable[[Document], str]) -> dict[str, int]:
    """Articles by a property, commonest first."""
    counts = Counter(map(of, documents))
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
