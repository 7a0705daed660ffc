"""The notation in which people write annotated articles: the text, and under each line its event mentions.

    === bf-djibo-01
    @date 2024-03-02
    @typography nbsp curly
    Des hommes armés ont attaqué vendredi le poste de Djibo, tuant huit soldats.
    > attaqué | ArmedAssault | asserted | e1 | Attacker: hommes armés | Time: vendredi | Target: poste de Djibo

`===` opens an article, `@key value` lines give its meta data, every other line is text, and `> ` lines annotate the
text line above them: trigger, type, factuality, cluster, then `Role: span`. A span is quoted as it stands in the line;
where it stands there several times, `span~2` names the second one. An argument without a number is looked for in the
sentence of its trigger only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

from guetteur.corpus.files import read_utf8
from guetteur.corpus.problems import Problem
from guetteur.document import Argument, Document, Event, Span
from guetteur.ontology import EventType, Factuality, Role
from guetteur.sentences import sentence_of, split_sentences

_NUMBERED = re.compile(r"^(?P<text>.*?)~(?P<number>\d+)$")
_BEFORE_MARK = re.compile(r" (?=[»:;!?%])|(?<=«) ")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


@dataclass
class _Article:
    id: str
    line: int
    meta: dict[str, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    notes: list[tuple[int, int, str]] = field(default_factory=list)  # (text line index, file line, annotation)


def read_notation(path: Path) -> tuple[list[Document], list[Problem]]:
    """Read every article of a file; a fault is reported and only the mention that it spoils is left out."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for article in _articles(path, problems):
        documents.append(_build(article, str(path), problems))
    return documents, problems


def _articles(path: Path, problems: list[Problem]) -> Iterator[_Article]:
    article: _Article | None = None
    try:
        content = read_utf8(path).replace("\r\n", "\n")
    except ValueError as error:
        problems.append(Problem(str(path), 0, "", str(error)))
        return
    for number, line in enumerate(content.split("\n"), start=1):
        if line.startswith("==="):
            if article:
                yield article
            article = _Article(line[3:].strip(), number)
        elif article is None:
            if line.strip():
                problems.append(Problem(str(path), number, "", "text before the first '=== id' line; add one above it"))
        elif line.startswith("@") and not any(text.strip() for text in article.lines):
            key, _, value = line[1:].partition(" ")
            article.meta[key] = value.strip()
        elif line.startswith("> "):
            article.notes.append((len(article.lines) - 1, number, line[2:]))
        else:
            article.lines.append(line)
    if article:
        yield article


def _build(article: _Article, file: str, problems: list[Problem]) -> Document:
    first = next((i for i, line in enumerate(article.lines) if line.strip()), 0)
    last = len(article.lines)
    while last > first and not article.lines[last - 1].strip():
        last -= 1
    lines = article.lines[first:last]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    text = "\n".join(lines)
    sentences = split_sentences(text)
    events: list[Event] = []
    for index, number, note in article.notes:
        if not 0 <= index - first < len(lines):
            problems.append(Problem(file, number, article.id, "an annotation needs a text line above it"))
            continue
        start = starts[index - first]
        line_span = Span(start, start + max(1, len(lines[index - first])))
        try:
            events.append(_event(note, text, line_span, sentences))
        except ValueError as error:
            problems.append(Problem(file, number, article.id, str(error)))
    events.sort(key=lambda event: event.trigger)
    typography = article.meta.pop("typography", "")
    text = apply_typography(text, typography.split())
    numbered = (replace(event, id=f"m{number}") for number, event in enumerate(events, start=1))
    return Document(article.id, text, tuple(numbered), article.meta)


def _event(note: str, text: str, line: Span, sentences: list[Span]) -> Event:
    parts = [part.strip() for part in note.split(" | ")]
    if len(parts) < 4:
        raise ValueError(f"expected 'trigger | Type | factuality | cluster | Role: span …', got {note!r}")
    quoted, kind, factuality, cluster, *roles = parts
    event_type = _label(EventType, kind, "event type")
    realis = _label(Factuality, factuality, "factuality")
    trigger = _find(quoted, text, line, "trigger")
    sentence = sentences[sentence_of(sentences, trigger.start)]
    arguments = []
    for part in roles:
        name, separator, value = part.partition(":")
        if not separator:
            raise ValueError(f"expected 'Role: span', got {part!r}")
        role = _label(Role, name.strip(), "role")
        value = value.strip()
        scope = line if _NUMBERED.match(value) else sentence
        span = _find(value, text, scope, f"{role} of {quoted!r}")
        if not sentence.contains(span):
            raise ValueError(f"{role} {value!r} is not in the sentence of its trigger {quoted!r}")
        arguments.append(Argument(role, span))
    arguments.sort(key=lambda argument: argument.span)
    for left, right in pairwise(arguments):
        if left.span.overlaps(right.span):
            raise ValueError(
                f"{left.role} {left.span.of(text)!r} and {right.role} {right.span.of(text)!r} overlap: "
                "no nesting inside one event"
            )
    return Event(event_type, trigger, tuple(arguments), realis, cluster)


def _label(labels: type[EventType] | type[Role] | type[Factuality], value: str, what: str) -> str:
    try:
        return labels(value)
    except ValueError:
        known = ", ".join(label.value for label in labels)
        raise ValueError(f"unknown {what} {value!r}; one of: {known}") from None


def _find(quoted: str, text: str, scope: Span, what: str) -> Span:
    """Span of a quotation inside `scope`, at word boundaries."""
    match = _NUMBERED.match(quoted)
    wanted, number = (match["text"], int(match["number"])) if match else (quoted, 0)
    if not wanted:
        raise ValueError(f"{what}: empty span")
    found = [
        start
        for start in _occurrences(wanted, text, scope)
        if not (_is_word(text, start - 1) and _is_word(text, start))
        and not (_is_word(text, start + len(wanted) - 1) and _is_word(text, start + len(wanted)))
    ]
    where = "the line above" if number or what == "trigger" else "the sentence of the trigger"
    if not found:
        raise ValueError(f"{what}: {wanted!r} does not stand in {where}; quote it exactly as written there")
    if number > len(found):
        raise ValueError(f"{what}: {wanted!r} stands only {len(found)} times in {where}, {quoted!r} asks for more")
    if not number and len(found) > 1:
        raise ValueError(
            f"{what}: {wanted!r} stands {len(found)} times in {where}; number it, counting from the start of the "
            f"line: {wanted}~1, {wanted}~2 …"
        )
    start = found[max(0, number - 1)]
    return Span(start, start + len(wanted))


def _occurrences(wanted: str, text: str, scope: Span) -> Iterator[int]:
    start = text.find(wanted, scope.start, scope.end)
    while start >= 0:
        yield start
        start = text.find(wanted, start + 1, scope.end)


def _is_word(text: str, position: int) -> bool:
    return 0 <= position < len(text) and text[position].isalnum()


def apply_typography(text: str, switches: list[str]) -> str:
    """Set the typography of an article without moving any offset.

    `nbsp` puts no-break spaces where French printing wants them (`nnbsp`: the narrow kind), `curly` turns straight
    apostrophes into typographic ones.
    """
    for switch, space in (("nbsp", "\u00a0"), ("nnbsp", "\u202f")):
        if switch in switches:
            text = _THOUSANDS.sub(space, _BEFORE_MARK.sub(space, text))
    return text.replace("'", "’") if "curly" in switches else text


def write_notation(documents: list[Document]) -> str:
    """Notation text of documents, ready for editing; the inverse of `read_notation`."""
    return "\n".join(_article_text(document) for document in documents)


def _article_text(document: Document) -> str:
    lines = [f"=== {document.id}"]
    lines += [f"@{key} {value}" for key, value in document.meta.items()]
    start = 0
    for line in document.text.split("\n"):
        end = start + len(line)
        lines.append(line)
        lines += [
            f"> {_note(event, document.text, Span(start, max(end, start + 1)))}"
            for event in document.events
            if start <= event.trigger.start < end
        ]
        start = end + 1
    return "\n".join(lines) + "\n"


def _note(event: Event, text: str, line: Span) -> str:
    parts = [_numbered(event.trigger, text, line), event.type, event.factuality, event.cluster]
    parts += [f"{argument.role}: {_numbered(argument.span, text, line)}" for argument in event.arguments]
    return " | ".join(parts)


def _numbered(span: Span, text: str, line: Span) -> str:
    wanted = span.of(text)
    number = 1
    while _find(f"{wanted}~{number}", text, line, "span") != span:
        number += 1
    try:
        _find(wanted, text, line, "span")
    except ValueError:
        return f"{wanted}~{number}"
    return wanted
