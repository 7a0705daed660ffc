from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from guetteur.corpus.jsonl import load_documents, write_jsonl
from guetteur.document import Document

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "least_overlap.py"


def test_the_half_with_the_fewest_known_names_is_kept(tmp_path: Path) -> None:
    texts = {
        "a": "Une attaque à Djibo hier.",
        "b": "Une attaque à Kherson hier.",
        "c": "Un raid sur Gaza hier.",
        "d": "Rien.",
    }
    write_jsonl([Document(key, text) for key, text in texts.items()], tmp_path / "gold.jsonl")
    write_jsonl([Document("t", "On se bat à Djibo et à Gaza.")], tmp_path / "train.jsonl")
    files = [str(tmp_path / name) for name in ("gold.jsonl", "train.jsonl")]
    subprocess.run([sys.executable, SCRIPT, *files, "--out", tmp_path / "half.jsonl"], check=True)
    assert [document.id for document in load_documents(tmp_path / "half.jsonl")] == ["b", "d"]
