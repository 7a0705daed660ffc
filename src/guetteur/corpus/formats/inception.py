"""INCEpTION: a folder with one UIMA CAS XMI a document and their `TypeSystem.xml`, through `dkpro-cassis`.

| layer | holds |
| --- | --- |
| `webanno.custom.Event` | triggers: `kind`, `factuality`, `cluster`, slots `arguments`, `note` (scores, unusual ids) |
| `webanno.custom.Participant` | the spans that fill slots, with their `role` |
| `webanno.custom.EventArgumentsLink` | a filled slot: `role` and `target` |
| `webanno.custom.Article` | document metadata: `name` (our id) and `meta` as JSON |
| DKPro `Sentence` and `Token` | our sentences and tokens |

Checked: INCEpTION exports and imports its custom layers as CAS XMI (issues 1631, 2446) under `webanno.custom`, slots as
features of links with `role` and `target` named layer + feature + `Link` (issue 2317 and the XMI with slots among the
tests of dkpro-cassis); it overwrites `DocumentMetaData.documentId` with the file name (issue 3615), so the id has a
layer of its own. UIMA counts UTF-16 units; dkpro-cassis converts them. The project needs these layers before the
import; role and label lists are those of the ontology.

It cannot carry, and `write_inception` reports: characters that XML forbids (controls other than tab and line breaks);
such a document is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from guetteur.corpus.files import write_atomically
from guetteur.corpus.formats.extras import need
from guetteur.corpus.formats.graph import participants
from guetteur.corpus.formats.notes import note_of
from guetteur.corpus.formats.tokens import tokenize
from guetteur.corpus.jsonl import with_mention_ids
from guetteur.corpus.problems import Problem
from guetteur.corpus.validate import well_formed
from guetteur.document import Document

TYPE_SYSTEM = "TypeSystem.xml"
EVENT, LINK = "webanno.custom.Event", "webanno.custom.EventArgumentsLink"
PARTICIPANT, ARTICLE = "webanno.custom.Participant", "webanno.custom.Article"
_SEGMENTS = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ANNOTATION, _STRING, _ARRAY = "uima.tcas.Annotation", "uima.cas.String", "uima.cas.FSArray"


def write_inception(documents: Iterable[Document], folder: Path | str) -> list[Problem]:
    """Write `<id>.xmi` for every document and the type system; returns what XML cannot hold.

    Raises:
        CorpusError: dkpro-cassis is missing, a document is not well formed or an id is given twice; nothing is written.
        OSError: the folder cannot be written.
    """
    cassis = need("cassis", folder)
    documents = well_formed(documents)
    folder = Path(folder)
    types = type_system(cassis)
    losses: list[Problem] = []
    for document in documents:
        path = folder / f"{quote(document.id, safe=' ')}.xmi"
        if problem := _unfit(document):
            losses.append(replace(problem, file=str(path)))
            continue
        xmi = _cas(document, cassis, types).to_xmi()
        write_atomically(path, [xmi.encode("utf-8")])
    write_atomically(folder / TYPE_SYSTEM, [types.to_xml().encode("utf-8")])
    return losses


def type_system(cassis: Any) -> Any:
    """The layers as a UIMA type system."""
    types = cassis.TypeSystem()
    for name in ("Sentence", "Token"):
        types.create_type(_SEGMENTS + name, _ANNOTATION)
    for name, parent, features in (
        (ARTICLE, "uima.cas.AnnotationBase", ("name", "meta")),
        (PARTICIPANT, _ANNOTATION, ("role",)),
        (EVENT, _ANNOTATION, ("kind", "factuality", "cluster", "note")),
        (LINK, "uima.cas.TOP", ("role",)),
    ):
        created = types.create_type(name, parent)
        for feature in features:
            types.create_feature(created, feature, _STRING)
    types.create_feature(LINK, "target", _ANNOTATION)
    types.create_feature(EVENT, "arguments", _ARRAY, elementType=LINK)
    return types


def _cas(document: Document, cassis: Any, types: Any) -> Any:
    document = with_mention_ids(document)
    cas = cassis.Cas(types, sofa_string=document.text, sofa_mime="text/plain")
    make = {name: types.get_type(name) for name in (EVENT, LINK, PARTICIPANT, ARTICLE, _ARRAY)}
    sentence, token = types.get_type(_SEGMENTS + "Sentence"), types.get_type(_SEGMENTS + "Token")
    for tokens in tokenize(document.text):
        cas.add(sentence(begin=tokens[0].start, end=tokens[-1].end))
        cas.add_all([token(begin=span.start, end=span.end) for span in tokens])
    cas.add(make[ARTICLE](name=document.id, meta=_json(dict(document.meta))))
    regions, chosen = participants(document.events)
    spans = [make[PARTICIPANT](begin=r.span.start, end=r.span.end, role=r.label) for r in regions]
    cas.add_all(spans)
    for number, (event, mine) in enumerate(zip(document.events, chosen, strict=True), start=1):
        links = [make[LINK](role=regions[index].label, target=spans[index]) for index in mine]
        note = note_of(event, number)
        cas.add(
            make[EVENT](
                begin=event.trigger.start,
                end=event.trigger.end,
                kind=str(event.type),
                factuality=str(event.factuality),
                cluster=event.cluster or None,
                note=_json(note) if note else None,
                arguments=make[_ARRAY](elements=links),
            )
        )
    return cas


def _unfit(document: Document) -> Problem | None:
    for what, value in [
        ("text", document.text),
        ("id", document.id),
        *(("cluster", e.cluster) for e in document.events),
    ]:
        if found := _NO_XML.search(value):
            message = f"the document is left out: its {what} holds U+{ord(found[0]):04X}, which XML forbids"
            offset = found.start() if what == "text" else None
            return Problem("", 0, document.id, message, offset, "clean the text before annotation", check="format")
    return None


def _json(value: dict[str, Any]) -> str:
    # ASCII: XML could not hold every character.
    return json.dumps(value, ensure_ascii=True, allow_nan=False)
