"""The model card of a run."""

from __future__ import annotations

import json

from guetteur.training.settings import TrainingSettings

_NAMES = {"trig_i": "Trig-I", "trig_c": "Trig-C", "arg_c_plus": "Arg-C+", "realis": "Realis"}


def model_card(settings: TrainingSettings, metrics: dict[str, float], documents: int, parameters: int) -> str:
    """Markdown: what the model is, what it was trained on and how, what it scored on dev."""
    rows = "\n".join(f"| {label} | {metrics[name]:.1f} |" for name, label in _NAMES.items() if name in metrics)
    train, dev = (" and ".join(f"`{name}`" for name in files) for files in (settings.data.train, settings.data.dev))
    return f"""---
language: fr
license: apache-2.0
library_name: guetteur
tags: [event-extraction, french, conflict]
---

# Guetteur {settings.model.kind} model

Tags attack events and their arguments in French news. {parameters / 1e6:.1f} M parameters, encoder
`{settings.encoder.source}`, fine-tuned on {documents} documents of {train}.

Scores on {dev}, which also chose the checkpoint (F1, %):

| measure | F1 |
| --- | --- |
{rows}

The model reports what a text says, with its factuality and its source where they are named; it does not know what is
true. Numbers, names and attributions must be checked against the sentence that each record quotes.

```python
from guetteur import EventExtractor

extractor = EventExtractor.from_pretrained("path/of/this/folder")
```

Settings of the run:

```json
{json.dumps(settings.to_dict(), indent=1)}
```
"""
