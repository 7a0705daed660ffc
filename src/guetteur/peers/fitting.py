"""The peers by name, fitted once: a second run on the same documents reads what the first one learnt."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from guetteur.corpus.jsonl import to_json
from guetteur.document import Document
from guetteur.peers.components import NerComponent, SpancatComponent
from guetteur.peers.crf import CrfPeer
from guetteur.peers.patterns.peer import PatternsPeer
from guetteur.peers.peer import Peer
from guetteur.peers.spacy_labeller import SpacyLabeller

PEERS: Mapping[str, Callable[[], Peer]] = {
    "crf": CrfPeer,
    "spacy-ner": lambda: SpacyLabeller(NerComponent(), epochs=6),
    "spacy-spancat": lambda: SpacyLabeller(SpancatComponent(), epochs=5),
    "patterns": PatternsPeer,
}
_RECORD = "fit.json"


@dataclass(frozen=True)
class Fitted:
    """A peer and the CPU seconds that it took to fit."""

    peer: Peer
    seconds: float


def fitted(name: str, train: Sequence[Document], dev: Sequence[Document], folder: Path) -> Fitted:
    """The peer of a name, from its folder if it was fitted on these documents, else fitted now and kept there.

    Raises:
        ValueError: there is no such peer.
        PeerError: what the peer needs is not installed.
        OSError: the folder cannot be written.
    """
    if name not in PEERS:
        raise ValueError(f"unknown peer {name!r}; the peers are: {', '.join(PEERS)}")
    peer = PEERS[name]()
    learnt_from = _fingerprint([*train, *dev])
    record = folder / _RECORD
    if record.exists():
        known = json.loads(record.read_text(encoding="utf-8"))
        if known["documents"] == learnt_from:
            peer.load(folder)
            return Fitted(peer, known["seconds"])
    # CPU time: what else the machine does must not change the comparison.
    start = time.process_time()
    peer.fit(train, dev)
    seconds = round(time.process_time() - start, 1)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    peer.save(folder)
    # Written last: a folder without it was left by a run that was stopped.
    record.write_text(json.dumps({"documents": learnt_from, "seconds": seconds}) + "\n", encoding="utf-8")
    return Fitted(peer, seconds)


def _fingerprint(documents: Sequence[Document]) -> str:
    digest = hashlib.sha256()
    for document in documents:
        digest.update(json.dumps(to_json(document), ensure_ascii=False).encode("utf-8"))
    return digest.hexdigest()
