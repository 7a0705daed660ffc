"""Whether annotations follow `docs/annotation-guidelines.md`, as far as a program can tell.

Errors break a rule that the model and the measures rely on; warnings are for a person to look at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

from guetteur.corpus import lint_words as words
from guetteur.corpus.lint_accepted import without_accepted
from guetteur.corpus.lint_killing import needless_killing_words
from guetteur.corpus.problems import Problem, Severity
from guetteur.document import Document, Event, Span
from guetteur.ontology import COUNT_ROLES, Role
from guetteur.sentences import sentence_of, split_sentences

TRIGGER = "trigger"
"""What a trigger is called where an argument would show its role."""

_CONTEXT = 40
"""How many characters before and after a span the lint looks at."""


def lint(documents: Iterable[Document], file: str = "") -> list[Problem]:
    """Every place where documents leave the annotation guidelines."""
    problems: list[Problem] = []
    for document in documents:
        found = lint_document(document)
        problems += [replace(problem, file=file, document=document.id) for problem in found]
    return problems


def lint_document(document: Document) -> Iterator[Problem]:
    """The faults of one well-formed document less the accepted ones, `document` and `file` left empty."""
    yield from without_accepted(_faults(document), document)


def _faults(document: Document) -> Iterator[Problem]:
    sentences = split_sentences(document.text)
    for event in document.events:
        yield from _sentence(event, document.text, sentences)
        yield from _overlaps(event, document.text)
        if not event.cluster:
            message = f"trigger {event.trigger.of(document.text)!r} has no cluster"
            yield _problem("cluster", message, event.trigger, "say which event it speaks of, e1 if it is the first")
        for name, span in _named_spans(event):
            yield from _span(name, span, document.text, sentences)
    yield from _repeated_triggers(document)
    yield from _killing_words(document, sentences)


def _named_spans(event: Event) -> Iterator[tuple[str, Span]]:
    yield TRIGGER, event.trigger
    for argument in event.arguments:
        yield str(argument.role), argument.span


def _sentence(event: Event, text: str, sentences: list[Span]) -> Iterator[Problem]:
    if not sentences:
        return
    sentence = sentences[sentence_of(sentences, event.trigger.start)]
    for name, span in _named_spans(event):
        if not sentence.contains(span):
            message = f"{name} {span.of(text)!r} is not inside the sentence of the trigger {event.trigger.of(text)!r}"
            yield _problem("sentence", message, span, "leave it out, or annotate it with a trigger of its own sentence")


def _overlaps(event: Event, text: str) -> Iterator[Problem]:
    for left, right in combinations(event.arguments, 2):
        if left.span.overlaps(right.span):
            message = f"{left.role} {left.span.of(text)!r} and {right.role} {right.span.of(text)!r} overlap"
            yield _problem("nesting", message, max(left.span, right.span), "no nesting inside one event: keep one")
    for argument in event.arguments:
        if argument.span.overlaps(event.trigger):
            message = f"{argument.role} {argument.span.of(text)!r} overlaps its trigger {event.trigger.of(text)!r}"
            yield _problem("trigger-overlap", message, argument.span, "shorten one of them", "warning")


def _span(name: str, span: Span, text: str, sentences: list[Span]) -> Iterator[Problem]:
    covered = span.of(text)
    if words.has_edge_punctuation(covered):
        yield _warning("edge", f"{name} {covered!r} begins or ends with a mark or space", span, "leave that out")
    if _cuts_word(text, span.start) or _cuts_word(text, span.end):
        yield _warning("word", f"{name} {covered!r} cuts a word", span, "take the whole word")
    before = text[max(0, span.start - _CONTEXT) : span.start]
    opens = _opens_sentence(span, text, sentences)
    if lead := words.leading_word(covered, name, opens_sentence=opens, before=before):
        message = f"{name} {covered!r} begins with {lead!r}"
        yield _warning("lead", message, span, "leave the article, possessive or preposition out")
    if name == TRIGGER:
        return
    after = text[span.end : span.end + _CONTEXT]
    if words.is_pronoun(covered, before, after, counts=name in COUNT_ROLES):
        yield _warning("pronoun", f"{name} {covered!r} is a pronoun", span, "take its antecedent, in this sentence")
    if name in COUNT_ROLES and not words.is_count(covered):
        remedy = f"keep the count with its modifier here, the people are {Role.VICTIM}"
        yield _warning("count", f"{name} {covered!r} does not look like a count", span, remedy)


def _cuts_word(text: str, position: int) -> bool:
    return 0 < position < len(text) and text[position - 1].isalnum() and text[position].isalnum()


def _opens_sentence(span: Span, text: str, sentences: list[Span]) -> bool:
    if not sentences:
        return True
    start = sentences[sentence_of(sentences, span.start)].start
    return not any(char.isalnum() for char in text[start : span.start])


def _repeated_triggers(document: Document) -> Iterator[Problem]:
    counts = Counter(event.trigger for event in document.events)
    for span, count in counts.items():
        if count > 1:
            message = f"trigger {span.of(document.text)!r} is annotated {count} times"
            yield _problem("repeated-trigger", message, span, "one mention has one trigger: keep one")


def _killing_words(document: Document, sentences: list[Span]) -> Iterator[Problem]:
    """Killing words are triggers only where nothing else in the sentence names the attack."""
    for span, better in needless_killing_words(document, sentences):
        message = f"{span.of(document.text)!r} is a trigger beside {better.of(document.text)!r} of the same event"
        remedy = "annotate what it says as Victim, Killed or Injured of the other trigger"
        yield _warning("killing-word", message, span, remedy)


def _problem(check: str, message: str, span: Span, remedy: str, severity: Severity = "error") -> Problem:
    return Problem("", 0, "", message, span.start, remedy, severity, check)


def _warning(check: str, message: str, span: Span, remedy: str) -> Problem:
    return _problem(check, message, span, remedy, "warning")
