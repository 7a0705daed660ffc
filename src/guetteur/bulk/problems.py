"""Why a run over many files cannot begin or go on."""

from __future__ import annotations


class BulkError(RuntimeError):
    """The run cannot begin or go on; the message says why and what to do. Finished parts are safe."""
