r"""Label Studio: one JSON file, a task for each document, ready to import; its JSON export comes back.

| here | there |
| --- | --- |
| id, meta | `data.document`, `data.meta` |
| trigger | a region of `<Labels>`, with a choice (factuality) and a text (cluster) on the same region id |
| argument | a region of `<Labels>` with its role, joined to the trigger by a relation of the same name |
| scores, mention ids that are not m1, m2 … | `meta.guetteur` of the trigger's region |

Checked: the task format (labelstud.io/guide/task_format), pre-annotations (guide/predictions), the tags Text, Labels,
Choices, TextArea and Relations; that regions with the same id are one region, that `meta` and `score` of a region
survive, and that a relation is `from_id`, `to_id`, `direction`, `labels` (Result.js and the relation store of the
editor). `Text` regions count **code points** since issue 1008 was repaired (pull requests 1559 and 6135; the editor has
tests for it); older exports counted UTF-16 units, which the quoted text tells, and are converted with a warning. Every
space counts, and `\r\n` is two characters; without `white-space: pre-wrap`, which `labeling_config` sets, spaces are
trimmed.

It carries everything of a document. Not read back: comments, other choices, a second annotation of a task.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from guetteur.corpus.files import write_atomically
from guetteur.corpus.formats.graph import participants
from guetteur.corpus.formats.notes import note_of
from guetteur.corpus.jsonl import with_mention_ids
from guetteur.corpus.problems import Problem
from guetteur.corpus.validate import well_formed
from guetteur.document import Document, Span
from guetteur.ontology import EventType, Factuality, Role

NOTE = "guetteur"
FACTUALITY, CLUSTER = "factuality", "cluster"


def to_task(document: Document) -> dict[str, Any]:
    """The task of a well-formed document, with one annotation."""
    document = with_mention_ids(document)
    text = document.text
    regions, chosen = participants(document.events)
    result: list[dict[str, Any]] = []
    for number, event in enumerate(document.events, start=1):
        key = f"t{number}"
        labels = _result(key, "labels", "label", event.trigger, text, labels=[str(event.type)])
        if note := note_of(event, number):
            labels["meta"] = {NOTE: note}
        result.append(labels)
        result.append(_result(key, "choices", FACTUALITY, event.trigger, text, choices=[str(event.factuality)]))
        if event.cluster:
            # In a text area `text` is the answer and no longer the quotation.
            cluster = _result(key, "textarea", CLUSTER, event.trigger, text)
            cluster["value"]["text"] = [event.cluster]
            result.append(cluster)
    for index, region in enumerate(regions, start=1):
        result.append(_result(f"a{index}", "labels", "label", region.span, text, labels=[region.label]))
    for number, mine in enumerate(chosen, start=1):
        for index in mine:
            ends = {"from_id": f"t{number}", "to_id": f"a{index + 1}"}
            result.append({"type": "relation", **ends, "direction": "right", "labels": [regions[index].label]})
    data = {"text": text, "document": document.id, "meta": dict(document.meta)}
    return {"data": data, "annotations": [{"result": result}]}


def write_labelstudio(documents: Iterable[Document], path: Path | str) -> list[Problem]:
    """Write the tasks of documents; nothing is ever lost, so the list of losses is empty.

    Raises:
        CorpusError: a document is not well formed or an id is given twice; nothing is written.
        OSError: the file cannot be written.
    """
    documents = well_formed(documents)
    tasks = [to_task(document) for document in documents]
    content = json.dumps(tasks, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    write_atomically(Path(path), [content.encode("utf-8")])
    return []


def labeling_config() -> str:
    """The labeling interface that a project needs to show and edit these tasks."""
    return "\n".join(
        [
            "<View>",
            "  <Style>.htx-text { white-space: pre-wrap; }</Style>",
            "  <Relations>",
            *(f'    <Relation value="{role}"/>' for role in Role),
            "  </Relations>",
            '  <Labels name="label" toName="text">',
            *(f'    <Label value="{label}"/>' for label in [*EventType, *Role]),
            "  </Labels>",
            '  <Text name="text" value="$text"/>',
            f'  <Choices name="{FACTUALITY}" toName="text" perRegion="true"',
            '           visibleWhen="region-selected" whenTagName="label"',
            f'           whenLabelValue="{",".join(EventType)}">',
            *(f'    <Choice value="{value}"/>' for value in Factuality),
            "  </Choices>",
            f'  <TextArea name="{CLUSTER}" toName="text" perRegion="true" maxSubmissions="1"/>',
            "</View>",
            "",
        ]
    )


def _result(key: str, kind: str, control: str, span: Span, text: str, **value: Any) -> dict[str, Any]:
    where = {"start": span.start, "end": span.end, "text": span.of(text)}
    return {"id": key, "from_name": control, "to_name": "text", "type": kind, "value": where | value}
