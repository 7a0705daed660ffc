"""What the words of an argument say: dates, counts, places and names in forms that a table can hold.

Every function takes the words as they stand in the article and gives None where it does not understand them: an empty
cell is checked by a reader, a wrong one is not.
"""

from guetteur.normalize.counts import ACLED, LITERAL, CountConvention, normalize_count
from guetteur.normalize.names import Names, normalize_name
from guetteur.normalize.places import PlaceResolver
from guetteur.normalize.times import normalize_time
from guetteur.normalize.values import CountValue, NameValue, PlaceValue, TimeValue

__all__ = [
    "ACLED",
    "LITERAL",
    "CountConvention",
    "CountValue",
    "NameValue",
    "Names",
    "PlaceResolver",
    "PlaceValue",
    "TimeValue",
    "normalize_count",
    "normalize_name",
    "normalize_time",
]
