"""The reading half of INCEpTION: CAS XMI files and their type system to documents."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from guetteur.corpus.formats.builder import Collection, DocumentBuilder
from guetteur.corpus.formats.extras import need
from guetteur.corpus.formats.fields import parse_json
from guetteur.corpus.formats.graph import Graph, Region
from guetteur.corpus.formats.inception import ARTICLE, EVENT, PARTICIPANT, TYPE_SYSTEM
from guetteur.corpus.formats.notes import check_note
from guetteur.corpus.objects import Fault
from guetteur.corpus.problems import Problem
from guetteur.document import Document, Event, Span


def read_inception(folder: Path | str) -> tuple[list[Document], list[Problem]]:
    """Every XMI of a folder in order of file names, and every problem with its file.

    Raises:
        CorpusError: dkpro-cassis is missing.
        OSError: the folder or a file in it cannot be opened.
    """
    cassis = need("cassis", folder)
    folder = Path(folder)
    paths = sorted(folder.glob("*.xmi"))
    if not paths:
        return [], [Problem(str(folder), 0, "", "no .xmi file in this folder", remedy="unpack the export of INCEpTION")]
    found = Collection()
    with (folder / TYPE_SYSTEM).open("rb") as stream:
        content = stream.read()
    for path in paths:
        try:
            found.take(_read(path, content, cassis))
        except OSError:
            raise
        except Exception as error:  # lxml and dkpro-cassis each have their own, some bare
            message = f"not a CAS that can be read: {type(error).__name__} {error}"
            remedy = f"export it again as UIMA CAS XMI (XML 1.0), with its {TYPE_SYSTEM}"
            found.fail(str(path), Fault(message, remedy), document=unquote(path.stem))
    return found.documents, found.problems


def _read(path: Path, content: bytes, cassis: Any) -> DocumentBuilder:
    from io import BytesIO

    types = cassis.load_typesystem(BytesIO(content))
    with path.open("rb") as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # offsets that do not convert come out as None and are reported below
        cas = cassis.load_cas_from_xmi(stream, typesystem=types, lenient=True)
    text = cas.sofa_string or ""
    articles = _select(cas, ARTICLE)
    name = next((article.name for article in articles if article.name), unquote(path.stem))
    meta = parse_json(articles[0].meta) if articles and articles[0].meta else {}
    builder = DocumentBuilder(str(path), name, text, meta if isinstance(meta, dict) else {})
    graph = Graph()
    mentions = []
    for annotation in [*_select(cas, PARTICIPANT), *_select(cas, EVENT)]:
        trigger = annotation.type.name == EVENT
        label = (annotation.kind if trigger else annotation.role) or ""
        try:
            graph.add(str(annotation.xmiID), Region(label, _span(annotation, label, text)))
            mentions += [annotation] if trigger else []
        except Fault as fault:
            builder.report(fault)
    for annotation in mentions:
        _read_mention(annotation, graph, builder)
    for unlinked in graph.unlinked(text):
        builder.report(unlinked, severity="warning")
    return builder


def _read_mention(annotation: Any, graph: Graph, builder: DocumentBuilder) -> None:
    key = str(annotation.xmiID)
    region = graph.triggers[key]
    where = f"{region.label} {annotation.get_covered_text()!r}"
    try:
        links = annotation.arguments.elements if annotation.arguments else []
        for link in links:
            if link.target is None:
                raise Fault(f"{where} has an empty slot", "fill or delete it", region.span.start)
            graph.link(key, str(link.target.xmiID), link.role or "", where)
        note = check_note(parse_json(annotation.note), where) if annotation.note else {}
        cluster = annotation.cluster or ""
        event = Event(region.label, region.span, graph.arguments(key), annotation.factuality or "", cluster)
        builder.add(event, note)
    except Fault as fault:
        builder.report(fault)


def _select(cas: Any, name: str) -> list[Any]:
    """The annotations of a type in the order in which they were written."""
    if not cas.typesystem.contains_type(name):
        return []
    return sorted(cas.select(name), key=lambda annotation: annotation.xmiID)


def _span(annotation: Any, label: str, text: str) -> Span:
    start, end = annotation.begin, annotation.end
    if start is None or end is None or not 0 <= start < end <= len(text):
        message = f"{label or 'an annotation'}: {start} to {end} is no range of whole characters of the text"
        raise Fault(message, "offsets count UTF-16 units of the sofa")
    return Span(start, end)
