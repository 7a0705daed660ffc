"""Optional packages, imported when a format asks for them."""

from __future__ import annotations

import importlib
from typing import Any

from guetteur.export.formats import ExportError


def load(name: str) -> Any:
    """Import a package of the extra `export`.

    Raises:
        ExportError: it is not installed; the message names the remedy.
    """
    try:
        return importlib.import_module(name)
    except ImportError:
        package = name.partition(".")[0]
        raise ExportError(f"this format needs {package}; install it with pip install 'guetteur[export]'") from None
