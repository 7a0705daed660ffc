"""What each finding about two records weighs, in one table: above 0 for one event, below 0 against it.

Chosen by hand and adjusted on the even groups of `data/merging` (`scripts/merging_report.py`), and by reading what was
merged of different incidents in the training articles. The sum of a pair's weights is its score.
"""

from __future__ import annotations

NEVER = -100.0
"""A finding that no other outweighs."""

LEAST = 2.0
"""Of a pair to be one event, and of the mean over the pairs of two groups."""
SURE = 3.5
"""Of a pair that makes it likelier that its two articles share other events too."""
FLOOR = -1.0
"""No two records of one event score less, however well others link them."""

WEIGHTS: dict[str, float] = {
    # when
    "same day": 2.0,
    "days meet": 1.2,
    "a day apart": -1.5,
    "days apart": -3.0,
    "dates cannot meet": NEVER,
    "within a longer time": 0.4,
    "outside a longer time": -3.0,
    "same longer time": 0.8,
    "told at once": 1.2,
    "told within a week": 0.3,
    "told long after": -1.5,
    "too late for news": -2.5,
    "reported together": 0.6,
    "reported weeks apart": -1.5,
    "reported apart": -3.0,
    "before it was reported": NEVER,
    "other hour": -0.7,
    # A place is struck again and again: without a day on either side, two reports may be of any two strikes.
    "no day known": NEVER,
    # where
    "same town": 2.0,
    "same place name": 1.6,
    "close by": 1.0,
    "same region": 0.6,
    "same country": 0.3,
    "same country around": 0.2,
    "some way apart": -1.5,
    "far apart": -3.5,
    "other place names": -3.5,
    "places told apart": -0.6,
    "other countries": NEVER,
    "other countries around": -1.2,
    # what
    "same type": 0.6,
    "both unspecific": 0.1,
    "other type": -1.2,
    "incompatible types": -2.5,
    "war and attack": NEVER,
    "planned and happened": NEVER,
    "stopped and happened": -1.0,
    "both stopped": 0.8,
    "both threatened": 0.3,
    "same word": 0.4,
    "same weapon": 0.5,
    "other weapon": -0.3,
    # who
    "same attacker": 1.0,
    "other attacker": -0.9,
    "same target": 1.2,
    "same targets": 1.8,
    "same kind of victims": 0.2,
    "other target": -0.2,
    "same name": 1.6,
    "other people": -0.8,
    # how many
    "same toll": 1.0,
    "same small toll": 0.5,
    "toll grows": 0.5,
    "toll close": 0.2,
    "toll shrinks": -0.2,
    "other toll": -0.6,
    "same injured": 0.7,
    "other injured": -0.3,
    # the articles
    "both open with it": 1.2,
    "articles share names": 1.4,
    "articles share a name": 0.9,
    "articles weeks apart share names": 0.4,
    "articles share no name": -0.9,
    "sentences share words": 0.3,
    "articles share another event": 1.0,
    # wars
    "same start": 1.5,
    "same parties": 1.2,
    "other parties": -1.5,
    "same country of war": 2.0,
    "war without a name": 1.2,
}
