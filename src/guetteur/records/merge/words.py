"""Words that say little about which event is meant, and the hours that tell two apart."""

from __future__ import annotations

from importlib.resources import files

COMMON = frozenset(files("guetteur.records").joinpath("data/common_stems.txt").read_text("utf-8").split())
"""Stems (six letters, folded) that many events share."""

HOURS = ("matin", "aube", "midi", "après-midi", "soir", "nuit", "minuit")
