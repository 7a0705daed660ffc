from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

pytest.importorskip("pyarrow")

from guetteur.pretraining.data import HEAD_REACH, IGNORE, TASKS, Blocks, batches, encode_shards


@pytest.fixture(scope="module")
def cache(shard: Path, backend: Tokenizer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blocks")
    encode_shards([shard], backend, folder)
    return folder


def test_labels_stand_on_the_first_piece_of_each_word(cache: Path, backend: Tokenizer) -> None:
    ids, pos = np.load(cache / "ids.npy"), np.load(cache / "pos.npy")
    tags = encode_shards([], backend, cache)
    words = [(backend.id_to_token(int(i)), tags.pos[tag]) for i, tag in zip(ids, pos, strict=True) if tag != IGNORE]
    assert ("▁soldats", "NOUN") in words and ("▁.", "PUNCT") in words
    assert all(piece.startswith("▁") for piece, _ in words)
    assert tags.sizes() == {"pos": 2, "dep": 2, "head": 2 * HEAD_REACH + 1, "ner": 9}


def test_documents_are_joined_with_a_separator(cache: Path) -> None:
    assert (np.load(cache / "ids.npy") == 2).sum() == 31


def test_the_distance_to_the_head_counts_pieces(cache: Path) -> None:
    head = np.load(cache / "head.npy")
    labelled = np.flatnonzero(head != IGNORE)
    assert (head[labelled] <= HEAD_REACH).all()  # every invented head stands before its word
    near = [i for i, previous in zip(labelled[1:], labelled, strict=False) if i == previous + 1]
    assert {int(head[i]) for i in near} <= {HEAD_REACH - 1, HEAD_REACH}


def test_blocks_open_with_the_start_and_hold_what_follows(cache: Path) -> None:
    blocks, ids = Blocks(cache, 16, 0), np.load(cache / "ids.npy")
    assert len(blocks) == len(ids) // 15
    assert blocks[2]["ids"].tolist() == [0, *ids[30:45].tolist()]
    assert all(blocks[2][task][0] == IGNORE for task in TASKS)


def test_a_head_outside_its_block_is_not_asked_for(cache: Path) -> None:
    for block in (Blocks(cache, 16, 0)[i] for i in range(10)):
        for place, head in enumerate(block["head"].tolist()):
            assert head == IGNORE or 1 <= place + head - HEAD_REACH < 16


def test_an_epoch_has_every_block_once(cache: Path) -> None:
    blocks = Blocks(cache, 16, 0)
    size = len(blocks) // 2
    seen = [tuple(row) for batch in islice(batches(blocks, size, seed=1), 2) for row in batch["ids"].tolist()]
    every = [tuple(blocks[i]["ids"].tolist()) for i in range(len(blocks))]
    assert len(seen) == 2 * size
    assert all(seen.count(row) <= every.count(row) for row in set(seen))


def test_skipped_batches_are_those_of_the_first_run(cache: Path) -> None:
    blocks = Blocks(cache, 16, 0)
    whole = [batch["ids"].tolist() for batch in islice(batches(blocks, 8, seed=1), 30)]
    rest = [batch["ids"].tolist() for batch in islice(batches(blocks, 8, seed=1, skip=20), 10)]
    assert rest == whole[20:]
    assert whole[:10] != [batch["ids"].tolist() for batch in islice(batches(blocks, 8, seed=2), 10)]


def test_too_little_text_for_a_batch_is_said(cache: Path) -> None:
    with pytest.raises(ValueError, match=r"\d+ blocks are fewer than a batch of 10000"):
        next(batches(Blocks(cache, 16, 0), 10_000, seed=1))


def test_shards_are_encoded_only_once(cache: Path, backend: Tokenizer) -> None:
    before = (cache / "ids.npy").stat().st_mtime_ns
    encode_shards([Path("missing.parquet")], backend, cache)
    assert (cache / "ids.npy").stat().st_mtime_ns == before
