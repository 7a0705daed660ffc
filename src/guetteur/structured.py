"""Nested mappings to dataclasses: the schema check behind every YAML file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_type_hints


def build(kind: Any, values: Any, path: str = "") -> Any:
    """An instance of the dataclass `kind` from nested mappings, as a YAML file gives them.

    Raises:
        ValueError: a key is unknown; the message names it and the keys there are.
    """
    if not isinstance(values, Mapping):
        raise ValueError(f"'{path.rstrip('.') or kind.__name__}' must hold settings, got {values!r}")
    known = {entry.name for entry in fields(kind)}
    unknown = [str(key) for key in values if key not in known]
    if unknown:
        raise ValueError(f"unknown setting '{path}{unknown[0]}'; the settings here are: {', '.join(sorted(known))}")
    hints = get_type_hints(kind)
    return kind(**{name: _value(hints[name], value, f"{path}{name}.") for name, value in values.items()})


def _value(kind: Any, value: Any, path: str) -> Any:
    if is_dataclass(kind):
        return build(kind, value, path)
    is_path = kind is Path or (kind == Path | None and value is not None)
    return Path(value) if is_path else value
