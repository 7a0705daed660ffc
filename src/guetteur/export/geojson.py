"""`geojson`: a FeatureCollection (RFC 7946), one point for each record, the cells of `csv` as its properties.

Positions are longitude, latitude on WGS 84, as the RFC asks for. A record that could not be located keeps its
properties and has no geometry, which the RFC provides for and some maps skip. A point stands for a town or for the
middle of a region or country: `place_precision` says which. Otherwise it loses what `csv` loses.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from guetteur.export.formats import Export, left_empty
from guetteur.export.row import LOSSES, cells
from guetteur.records.record import Record


def write(records: Sequence[Record]) -> Export:
    """All records as features."""
    collection = {"type": "FeatureCollection", "features": [_feature(record) for record in records]}
    unlocated = [record for record in records if record.best.place is None or record.best.place.value is None]
    content = json.dumps(collection, ensure_ascii=False, indent=1) + "\n"
    losses = (*LOSSES, *left_empty("geometry", "no place that is in the gazetteer", unlocated))
    return Export(content.encode("utf-8"), len(records), losses)


def _feature(record: Record) -> dict[str, Any]:
    properties = cells(record)
    longitude, latitude = properties.pop("longitude"), properties.pop("latitude")
    geometry = None if longitude is None else {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "id": record.id, "geometry": geometry, "properties": properties}
