"""The reading half of CoNLL: lines to sentences, sentences to the text and its events."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from guetteur.corpus.files import read_utf8
from guetteur.corpus.formats.builder import Collection, DocumentBuilder
from guetteur.corpus.formats.conll import COLUMNS, EMPTY, OUTSIDE
from guetteur.corpus.formats.fields import get, parse_json
from guetteur.corpus.formats.notes import check_note
from guetteur.corpus.objects import Fault
from guetteur.corpus.problems import Problem
from guetteur.document import Argument, Document, Event, Span

_HEAD = "# document = "
_ESCAPE = re.compile(r"\\(u[0-9a-f]{4}|.?)", re.DOTALL)
_LONG = {"\\": "\\", "s": " ", "n": "\n", "t": "\t", "r": "\r"}
_FIXED = len(COLUMNS)


class LineFault(Fault):
    """A fault whose line is known."""

    def __init__(self, line: int, message: str, remedy: str, offset: int | None = None) -> None:
        super().__init__(message, remedy, offset)
        self.line = line


@dataclass
class _Article:
    line: int
    id: str
    meta: dict[str, Any]
    before: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    sentences: list[list[tuple[int, list[str]]]] = field(default_factory=list)


def read_conll(path: Path | str) -> tuple[list[Document], list[Problem]]:
    """Every document of a file and every problem; a broken line costs its document, a broken tag its mention.

    Raises:
        OSError: the file cannot be opened.
    """
    found = Collection()
    try:
        content = read_utf8(Path(path))
    except ValueError as error:
        return [], [Problem(str(path), 0, "", str(error))]
    for article in _articles(content, str(path), found):
        try:
            text, spans = _text_of(article)
        except LineFault as fault:
            found.fail(str(path), fault, fault.line, article.id)
            continue
        builder = DocumentBuilder(str(path), article.id, text, article.meta, article.line)
        for rows in article.sentences:
            _read_sentence(rows, spans, builder)
        found.take(builder)
    if not found.documents and not found.problems:
        found.fail(str(path), Fault("the file holds no document", f"begin one with '{_HEAD}…'"))
    return found.documents, found.problems


def _articles(content: str, file: str, found: Collection) -> list[_Article]:
    articles: list[_Article] = []
    broken = False  # lines under a head that could not be read are not complained about again
    for number, line in enumerate([*content.split("\n"), ""], start=1):
        line = line.removesuffix("\r")
        if line.startswith(_HEAD):
            try:
                head = parse_json(line[len(_HEAD) :])
                name, meta = get(head, "id", str, "the head"), get(head, "meta", dict, "the head", {})
                articles.append(_Article(number, name, meta, get(head, "before", str, "the head", "")))
                broken = False
            except Fault as fault:
                found.fail(file, fault, number)
                broken = True
        elif not line and articles and articles[-1].rows:
            articles[-1].sentences.append(articles[-1].rows)
            articles[-1].rows = []
        elif line and not line.startswith("# ") and not broken:
            if articles:
                articles[-1].rows.append((number, line.split("\t")))
            else:
                found.fail(file, Fault("a token before the first document", f"write '{_HEAD}…' above it"), number)
                broken = True
    return articles


def _text_of(article: _Article) -> tuple[str, dict[int, Span]]:
    """The text, and the span of every line; offsets that do not follow from the tokens are a fault."""
    pieces, position = [article.before], len(article.before)
    spans: dict[int, Span] = {}
    for number, cells in (row for rows in article.sentences for row in rows):
        if len(cells) < _FIXED:
            remedy = f"separate {_FIXED} or more cells by one tab each"
            raise LineFault(number, f"the line has {len(cells)} cells", remedy, position)
        form, space = _unescape(cells[3], number), _unescape(cells[4], number)
        end = position + len(form)
        if not form or space.strip() or cells[1:3] != [str(position), str(end)]:
            message = f"token {cells[3]!r} should span {position} to {end}, got {cells[1]} to {cells[2]}"
            remedy = "do not edit ID to SPACE; offsets count code points, SPACE holds the white space after the token"
            raise LineFault(number, message, remedy, position)
        spans[number] = Span(position, end)
        pieces += [form, space]
        position = end + len(space)
    return "".join(pieces), spans


def _unescape(cell: str, line: int) -> str:
    def long(match: re.Match[str]) -> str:
        code = match[1]
        if code.startswith("u"):
            return chr(int(code[1:], 16))
        if code not in _LONG:
            raise LineFault(line, f"unknown escape {match[0]!r}", r"known: \s \n \t \r \\ \uXXXX")
        return _LONG[code]

    return "" if cell == EMPTY else _ESCAPE.sub(long, cell)


def _read_sentence(rows: list[tuple[int, list[str]]], spans: dict[int, Span], builder: DocumentBuilder) -> None:
    try:
        triggers = _chunks(rows, 5, spans)
        widths = {len(cells): number for number, cells in rows}
        if widths.keys() != {_FIXED + len(triggers)}:
            width, number = next((w, n) for w, n in widths.items() if w != _FIXED + len(triggers))
            message = f"the sentence has {len(triggers)} triggers, this line {width - _FIXED} role columns"
            raise LineFault(number, message, "one role column for each trigger", spans[number].start)
    except LineFault as fault:
        builder.report(fault, fault.line)
        return
    cells_of = dict(rows)
    for index, (line, kind, trigger) in enumerate(triggers):
        factuality, cluster, note = cells_of[line][6:_FIXED]
        try:
            roles = _chunks(rows, _FIXED + index, spans)
            arguments = tuple(Argument(role, span) for _, role, span in roles)
            event = Event(kind, trigger, arguments, factuality, _unescape(cluster, line))
            builder.add(event, {} if note == EMPTY else check_note(parse_json(note), kind), line)
        except Fault as fault:
            builder.report(fault, fault.line if isinstance(fault, LineFault) else line)


def _chunks(rows: list[tuple[int, list[str]]], column: int, spans: dict[int, Span]) -> list[tuple[int, str, Span]]:
    """Line, label and span of every chunk of an IOB2 column."""
    found: list[tuple[int, str, Span]] = []
    before = OUTSIDE
    for number, cells in rows:
        tag = cells[column] if column < len(cells) else OUTSIDE
        mark, _, label = tag.partition("-")
        if mark == "B" and label:
            found.append((number, label, spans[number]))
        elif mark == "I" and label and before in (f"B-{label}", f"I-{label}"):
            line, label, span = found[-1]
            found[-1] = (line, label, Span(span.start, spans[number].end))
        elif tag != OUTSIDE:
            message = f"{tag!r} after {before!r} is not IOB2"
            raise LineFault(number, message, "begin with B-, go on with I- of the same label", spans[number].start)
        before = tag
    return found
