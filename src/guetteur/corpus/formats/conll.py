r"""CoNLL in IOB2: one token a line, one column of roles for each trigger of the sentence.

    # document = {"id": "d", "meta": {"date": "2024-03-02"}}
    # columns = ID START END FORM SPACE TYPE FACTUALITY CLUSTER NOTE ROLES
    1  0   3   Des      \s  O               _        _   _  B-Attacker
    2  4   10  rebelles \s  O               _        _   _  I-Attacker
    3  11  13  ont      \s  O               _        _   _  O
    4  14  21  attaqué  _   B-ArmedAssault  claimed  e1  _  O

| column | holds |
| --- | --- |
| START, END | code points of the text, the end not included |
| FORM, SPACE | the token and the white space after it (`_`: none), with `\s \n \t \r \\ \uXXXX` as escapes |
| TYPE | the triggers |
| FACTUALITY, CLUSTER, NOTE | of the trigger that begins here; the note holds scores and unusual mention ids |
| the rest | column *n* holds the arguments of the *n*-th trigger of the sentence |

Checked: one column of arguments a predicate, in order of the predicates, as in CoNLL-2005 (field 7 on) and CoNLL-2011
and 2012 (column 12 on); IOB2 in it as in AllenNLP's SRL files, in place of their brackets; comment lines, `_` and the
blank line after each sentence as in CoNLL-U. Offsets, escapes and the columns from FACTUALITY on are ours: none of
these formats has a place for them.

It cannot carry, and `write_conll` reports: a span that is not made of whole tokens, an argument outside the sentence of
its trigger, two triggers on one token, two arguments of one event on one token, arguments in another order than that
of the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, pairwise
from pathlib import Path

from guetteur.corpus.files import write_atomically
from guetteur.corpus.formats.notes import note_of
from guetteur.corpus.formats.tokens import tokenize
from guetteur.corpus.jsonl import with_mention_ids
from guetteur.corpus.problems import Problem, Severity
from guetteur.corpus.validate import well_formed
from guetteur.document import Argument, Document, Event, Span

COLUMNS = ("ID", "START", "END", "FORM", "SPACE", "TYPE", "FACTUALITY", "CLUSTER", "NOTE")
EMPTY = "_"
OUTSIDE = "O"
# White space, control characters and what some readers take for a line break.
_ESCAPED = re.compile(r"[\\\s\x00-\x1f\x7f-\x9f\ufeff]")
_SHORT = {"\\": "\\\\", " ": "\\s", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def to_conll(document: Document) -> tuple[str, list[Problem]]:
    """The lines of a well-formed document, and what they could not carry."""
    document = with_mention_ids(document)
    text, sentences = document.text, tokenize(document.text)
    losses: list[Problem] = []
    first = sentences[0][0].start if sentences else len(text)
    head = {"id": document.id, "meta": dict(document.meta), **({"before": text[:first]} if first else {})}
    lines = [f"# document = {json.dumps(head, ensure_ascii=True, allow_nan=False)}"]
    lines.append(f"# columns = {' '.join(COLUMNS)} ROLES")
    starts = [token.start for tokens in sentences for token in tokens] + [len(text)]
    after = {left: right for left, right in pairwise(starts)}
    kept = _kept_triggers(document, sentences, losses)
    # Numbered without what is left out, for that is how a reader counts them.
    numbers = {event.id: number for number, event in enumerate(chain.from_iterable(kept), start=1)}
    for tokens, events in zip(sentences, kept, strict=True):
        types = _Tags(tokens)
        columns = [_Tags(tokens) for _ in events]
        attributes: dict[int, list[str]] = {}
        for event, column in zip(events, columns, strict=True):
            types.put(event.type, event.trigger)
            carried = tuple(_carried(event, column, document, losses))
            note = note_of(replace(event, arguments=carried), numbers[event.id])
            attributes[event.trigger.start] = [
                str(event.factuality), escape(event.cluster), json.dumps(note) if note else EMPTY,
            ]  # fmt: skip
        for index, token in enumerate(tokens):
            cells = [str(index + 1), str(token.start), str(token.end), escape(token.of(text))]
            cells += [escape(text[token.end : after[token.start]]), types.tags[index]]
            cells += attributes.get(token.start, [EMPTY] * 3)
            lines.append("\t".join([*cells, *(column.tags[index] for column in columns)]))
        lines.append("")
    return "".join(line + "\n" for line in ([*lines, ""] if not sentences else lines)), losses


def write_conll(documents: Iterable[Document], path: Path | str) -> list[Problem]:
    """Write documents one after the other; returns what the format could not carry.

    Raises:
        CorpusError: a document is not well formed or an id is given twice; nothing is written.
        OSError: the file cannot be written.
    """
    documents = well_formed(documents)
    losses: list[Problem] = []
    chunks = []
    for document in documents:
        lines, found = to_conll(document)
        chunks.append(lines.encode("utf-8"))
        losses += [replace(problem, file=str(path), document=document.id) for problem in found]
    write_atomically(Path(path), chunks)
    return losses


def escape(value: str) -> str:
    """A value as a cell can hold it."""
    if value == EMPTY:
        return "\\u005f"
    return _ESCAPED.sub(lambda match: _SHORT.get(match[0], f"\\u{ord(match[0]):04x}"), value) or EMPTY


class _Tags:
    """One IOB2 column of a sentence."""

    def __init__(self, tokens: list[Span]) -> None:
        self.tags = [OUTSIDE] * len(tokens)
        self._starts = {token.start: index for index, token in enumerate(tokens)}
        self._ends = {token.end: index for index, token in enumerate(tokens)}

    def put(self, label: str, span: Span) -> str:
        """Tag a span, or say why that cannot be."""
        first, last = self._starts.get(span.start), self._ends.get(span.end)
        if first is None or last is None:
            return "is not made of whole tokens of the sentence of the trigger"
        if any(tag != OUTSIDE for tag in self.tags[first : last + 1]):
            return "shares a token with one before it"
        self.tags[first : last + 1] = [f"B-{label}"] + [f"I-{label}"] * (last - first)
        return ""


def _kept_triggers(document: Document, sentences: list[list[Span]], losses: list[Problem]) -> list[list[Event]]:
    """The mentions that fit, by sentence; a trigger beyond the first sentences finds no token and is reported."""
    columns = [_Tags(tokens) for tokens in sentences]
    kept: list[list[Event]] = [[] for _ in sentences]
    for event in document.events:
        fits = [number for number, tokens in enumerate(sentences) if tokens[0].start <= event.trigger.start]
        number = fits[-1] if fits else 0
        reason = columns[number].put(event.type, event.trigger) if columns else "has no token"
        if reason:
            what = f"{event.type} {event.trigger.of(document.text)!r}"
            losses.append(_loss(f"the mention {what} is left out: its trigger {reason}", event.trigger))
        else:
            kept[number].append(event)
    return kept


def _carried(event: Event, column: _Tags, document: Document, losses: list[Problem]) -> Iterator[Argument]:
    ordered = sorted(event.arguments, key=lambda argument: argument.span)
    if tuple(ordered) != event.arguments:
        message = f"the arguments of {event.trigger.of(document.text)!r} come back in the order of the text"
        losses.append(_loss(message, event.trigger, "warning"))
    for argument in ordered:
        if reason := column.put(argument.role, argument.span):
            what = f"{argument.role} {argument.span.of(document.text)!r} of {event.trigger.of(document.text)!r}"
            losses.append(_loss(f"{what} is left out: it {reason}", argument.span))
        else:
            yield argument


def _loss(message: str, span: Span, severity: Severity = "error") -> Problem:
    remedy = "use a format that holds offsets, such as jsonl or brat" if severity == "error" else ""
    return Problem("", 0, "", message, span.start, remedy, severity, check="format")
