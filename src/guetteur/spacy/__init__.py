"""Guetteur as a spaCy component: `nlp.add_pipe("guetteur")`. Needs `pip install 'guetteur[spacy]'`.

spaCy finds the component through an entry point. Import this package only where `Doc` objects are read back in a
process that adds no such pipe: importing it registers `doc._.events` and the other attributes.
"""

try:
    import spacy  # noqa: F401
except ImportError:
    raise ImportError("guetteur.spacy needs spaCy; install it with pip install 'guetteur[spacy]'") from None

from guetteur.spacy.component import Guetteur, create
from guetteur.spacy.spans import ARGUMENTS, TRIGGERS

__all__ = ["ARGUMENTS", "TRIGGERS", "Guetteur", "create"]
