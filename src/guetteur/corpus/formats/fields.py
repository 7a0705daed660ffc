"""Fields of JSON that annotation tools wrote: read strictly, each fault with its place and a remedy."""

from __future__ import annotations

import json
from typing import Any, NoReturn, TypeVar

from guetteur.corpus.objects import Fault

_T = TypeVar("_T")
_NAMES: dict[type, str] = {str: "a string", int: "a whole number", dict: "an object", list: "an array"}


def get(obj: Any, key: str, kind: type[_T], where: str, default: _T | None = None) -> _T:
    """The value of a key, of the kind that it must have.

    Raises:
        Fault: the object is none, the key is missing and has no default, or its value is of another kind.
    """
    if not isinstance(obj, dict):
        raise Fault(f"{where} is no JSON object", "export it again, in the format that docs/formats.md names")
    value = obj.get(key, default)
    if value is None:
        raise Fault(f"{where} has no {key!r}", f"add {key!r}: {_NAMES[kind]}")
    if not isinstance(value, kind) or isinstance(value, bool):
        raise Fault(f"{key!r} of {where} is {value!r}", f"make it {_NAMES[kind]}")
    return value


def parse_json(text: str) -> Any:
    """The value of a whole JSON file.

    Raises:
        Fault: it is not JSON, or holds what UTF-8 or JSON cannot.
    """
    try:
        value = json.loads(text, parse_constant=_no_constant)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        raise Fault(f"not JSON: {error.msg} in line {error.lineno}", "export the file again", error.pos) from None
    except UnicodeEncodeError:
        raise Fault("an escape \\ud800 to \\udfff without its pair", "decode the source again") from None
    except (ValueError, RecursionError) as error:
        raise Fault(f"not JSON that can be kept: {error}", "export the file again") from None
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON number")
