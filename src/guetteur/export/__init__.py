"""Records in the formats that others use. `FORMATS` is the one list of them.

Each format says what it cannot carry: in its module's docstring for good, in `Export.losses` for the records at hand.
"""

from __future__ import annotations

from guetteur.export import acled, flat, ged, geojson, jsonl, parquet, plover
from guetteur.export.formats import Export, ExportError, Format

FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        Format("jsonl", jsonl.write),
        Format("csv", flat.write),
        Format("parquet", parquet.write, binary=True),
        Format("acled", acled.write),
        Format("ged", ged.write),
        Format("plover", plover.write),
        Format("geojson", geojson.write),
    )
}

__all__ = ["FORMATS", "Export", "ExportError", "Format"]
