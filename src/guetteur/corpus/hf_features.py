"""The schema of the JSONL files for the package `datasets`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datasets import Features


def hf_features() -> Features:
    """Typed features for `datasets.load_dataset("json", data_files=…, features=hf_features())`.

    Labels stay strings. A key of `meta` that an article does not have is read as `None`. `date` is read as a date: the
    JSON reader of Arrow takes ISO dates for time stamps and would add a time of day to a string.

    Raises:
        ImportError: the package `datasets` (extra `train`) is not installed.
    """
    from datasets import Features, List, Value

    span = {"start": Value("int32"), "end": Value("int32"), "text": Value("string")}
    argument = {"role": Value("string"), **span, "score": Value("float64")}
    event = {
        "id": Value("string"),
        "type": Value("string"),
        "factuality": Value("string"),
        "cluster": Value("string"),
        "trigger": span,
        "arguments": List(argument),
        "score": Value("float64"),
    }
    meta = {
        "date": Value("date32"),
        "country": Value("string"),
        "voice": Value("string"),
        "incident": Value("string"),
        "lint": Value("string"),
    }
    return Features({"id": Value("string"), "text": Value("string"), "meta": meta, "events": List(event)})
