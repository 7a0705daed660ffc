"""The figures of the datasheet: one list of tables, for a terminal and as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from rich.table import Table

from guetteur.corpus.diversity import (
    CorpusDiversity,
    corpus_diversity,
    country_of,
    histogram,
    overlap,
    sentence_lengths,
    spread,
    voice_of,
    words,
)
from guetteur.corpus.splits import incident_of
from guetteur.corpus.statistics import CorpusStatistics, Distribution, corpus_statistics
from guetteur.document import Document

BEGIN = "<!-- figures:begin -->"
END = "<!-- figures:end -->"

_SENTENCE_BOUNDS = (5, 10, 20, 30, 40, 60)
_ARTICLE_BOUNDS = (50, 100, 200, 300, 400, 600)
_COUNTS = ("sentences", "words", "mentions", "events", "arguments")


@dataclass(frozen=True, slots=True)
class Figure:
    """A titled table; the first column names the row."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def rich(self) -> Table:
        """For a terminal."""
        table = Table(title=self.title, title_justify="left")
        for number, name in enumerate(self.header):
            table.add_column(name, justify="right" if number else "left")
        for row in self.rows:
            table.add_row(*row)
        return table

    def markdown(self) -> str:
        """A heading of the third level and a table."""
        rule = ("---", *["---:"] * (len(self.header) - 1))
        rows = "\n".join(_markdown_row(row) for row in (self.header, rule, *self.rows))
        return f"### {self.title}\n\n{rows}\n"


def corpus_figures(parts: Mapping[str, Sequence[Document]], seeds: Sequence[Document] | None = None) -> list[Figure]:
    """Every table about a corpus that is given by parts.

    With `seeds`, texts kept for evaluation, there is one more: what they share with the corpus.
    """
    everything = list(chain.from_iterable(parts.values()))
    columns = {**parts, "all": everything}
    statistics = {name: corpus_statistics(documents) for name, documents in columns.items()}
    diversity = corpus_diversity(everything)
    figures = [
        _size(columns, statistics),
        _labels("Event types (mentions)", statistics, lambda found: found.types),
        _labels("Roles (arguments)", statistics, lambda found: found.roles),
        _labels("Factuality (mentions)", statistics, lambda found: found.factuality),
        _lengths(statistics["all"]),
        _shares("Sentences by words", histogram(sentence_lengths(everything), _SENTENCE_BOUNDS), "words"),
        _shares("Articles by words", histogram(map(_length, everything), _ARTICLE_BOUNDS), "words"),
        _shares("Articles by country", _top(spread(everything, country_of), 20), "country"),
        _shares("Articles by voice", _top(spread(everything, voice_of), 20), "first word of the voice"),
        _diversity(diversity),
        _lemmas(diversity),
        _duplicates(diversity),
    ]
    if seeds is not None:
        figures.append(_overlap(everything, seeds))
    return figures


def figures_markdown(figures: Iterable[Figure]) -> str:
    """The tables one after the other."""
    return "\n".join(figure.markdown() for figure in figures)


def replace_figures(page: str, markdown: str) -> str:
    """A page with other figures between its two marker comments.

    Raises:
        ValueError: the page does not have both markers once, in order.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end or BEGIN in rest or END in after:
        raise ValueError(f"the page needs {BEGIN} and, after it, {END}, once each")
    return f"{before}{BEGIN}\n\n{markdown}\n{END}{after}"


def _size(columns: Mapping[str, Sequence[Document]], statistics: Mapping[str, CorpusStatistics]) -> Figure:
    found = list(statistics.values())
    rows: list[tuple[str, ...]] = [
        ("articles", *(f"{each.documents:,}" for each in found)),
        ("incidents", *(f"{len(set(map(incident_of, documents))):,}" for documents in columns.values())),
        ("articles without events", *(f"{each.documents_without_events:,}" for each in found)),
        ("as a share", *(_percent(each.documents_without_events, each.documents) for each in found)),
    ]
    rows += [(name, *(f"{getattr(each, name):,}" for each in found)) for name in _COUNTS]
    return Figure("Size", ("", *statistics), tuple(rows))


def _labels(
    title: str, statistics: Mapping[str, CorpusStatistics], counts: Callable[[CorpusStatistics], Mapping[str, int]]
) -> Figure:
    total = counts(statistics["all"])
    rows = [
        (label, *(f"{counts(each)[label]:,}" for each in statistics.values()), _percent(count, sum(total.values())))
        for label, count in total.items()
    ]
    return Figure(title, ("label", *statistics, "share"), tuple(rows))


def _lengths(statistics: CorpusStatistics) -> Figure:
    measured: dict[str, Distribution] = {
        "words per sentence": statistics.words_per_sentence,
        "words per article": statistics.words_per_document,
        "trigger mentions per article": statistics.mentions_per_document,
        "arguments per mention": statistics.arguments_per_mention,
    }
    rows = [
        (name, str(d.minimum), f"{d.median:g}", f"{d.mean:.1f}", str(d.p95), str(d.maximum))
        for name, d in measured.items()
    ]
    return Figure("Lengths", ("", "min", "median", "mean", "95 %", "max"), tuple(rows))


def _shares(title: str, counts: Mapping[str, int], of: str) -> Figure:
    total = sum(counts.values())
    rows = tuple((name, f"{count:,}", _percent(count, total)) for name, count in counts.items())
    return Figure(title, (of, "count", "share"), rows)


def _diversity(found: CorpusDiversity) -> Figure:
    crossing = sum(pair.cross_splits for pair in found.near_duplicates)
    rows = (
        ("type-token ratio of the whole (falls with size)", f"{found.type_token_ratio:.3f}"),
        ("mean type-token ratio of 100 words in a row", f"{found.moving_type_token_ratio:.3f}"),
        ("distinct word 5-grams found in two or more articles", f"{found.distinct_shared_between_articles:.1%}"),
        ("running word 5-grams found in two or more articles", f"{found.shared_between_articles:.1%}"),
        ("running word 5-grams found in two or more incidents", f"{found.shared_between_incidents:.1%}"),
        ("pairs of near-duplicates (half of the word 3-grams shared)", f"{len(found.near_duplicates)}"),
        ("such pairs across splits", f"{crossing}"),
        ("distinct trigger lemmas", f"{len(found.trigger_lemmas)}"),
        ("mentions with one of the ten commonest lemmas", f"{found.top10_lemma_share:.1%}"),
    )
    return Figure("Diversity", ("measure", "value"), rows)


def _lemmas(found: CorpusDiversity) -> Figure:
    total = sum(found.trigger_lemmas.values())
    rows = tuple((name, f"{count:,}", _percent(count, total)) for name, count in found.trigger_lemmas.items())
    return Figure("Commonest trigger lemmas", ("lemma", "mentions", "share"), rows[:10])


def _duplicates(found: CorpusDiversity) -> Figure:
    rows = tuple(
        (pair.first, pair.second, f"{pair.similarity:.2f}", " / ".join(pair.splits)) for pair in found.near_duplicates
    )
    return Figure("Near-duplicates", ("article", "article", "similarity", "splits"), rows or (("none", "", "", ""),))


def _overlap(everything: Sequence[Document], seeds: Sequence[Document]) -> Figure:
    found = overlap(everything, seeds)
    rows = (
        ("distinct word 8-grams of the seeds that the corpus has", f"{found.shared:,}"),
        ("as a share of those of the seeds", f"{found.share:.2%}"),
        ("articles with one of them", f"{len(found.articles):,}"),
    )
    return Figure("Overlap with the evaluation seeds", ("measure", "value"), rows)


def _top(counts: Mapping[str, int], number: int) -> dict[str, int]:
    ranked = list(counts.items())
    rest = ranked[number:]
    return dict(ranked[:number]) | ({f"{len(rest)} others": sum(count for _, count in rest)} if rest else {})


def _length(document: Document) -> int:
    return len(words(document.text))


def _percent(count: int, total: int) -> str:
    return f"{count / total:.1%}" if total else "–"


def _markdown_row(row: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"
