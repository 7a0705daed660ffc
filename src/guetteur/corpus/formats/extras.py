"""Packages of the extra `formats`, imported only by those who use them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from guetteur.corpus.problems import CorpusError, Problem


def need(package: str, path: Path | str) -> Any:
    """Import a package.

    Raises:
        CorpusError: it is not installed; the remedy is in it.
    """
    try:
        return import_module(package)
    except ImportError:
        message = f"this format needs the package {package!r}, which is not installed"
        raise CorpusError([Problem(str(path), 0, "", message, remedy="pip install 'guetteur[formats]'")]) from None
