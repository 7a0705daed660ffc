"""From silver shards to packed blocks of token ids and labels, cached on disk."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.utils.data import Dataset
from tqdm import tqdm

from guetteur.pretraining.silver import ENTITY_TAGS

IGNORE = -100
HEAD_REACH = 8
"""Distances to the head are clipped to this many tokens on either side."""
TASKS = ("pos", "dep", "head", "ner")


@dataclass(frozen=True)
class TagSets:
    """Label inventories of the silver tasks, most frequent first."""

    pos: tuple[str, ...]
    dep: tuple[str, ...]

    def sizes(self) -> dict[str, int]:
        """Number of classes of each task."""
        return {"pos": len(self.pos), "dep": len(self.dep), "head": 2 * HEAD_REACH + 1, "ner": len(ENTITY_TAGS)}


def encode_shards(shards: list[Path], tokenizer: Tokenizer, cache: Path) -> TagSets:
    """Tokenize all shards into one flat array per column under `cache`; done once.

    The columns are `ids` and one int8 column per task, with `IGNORE` where a token is not the first of its
    silver token. Documents are joined with `</s>`.
    """
    description = cache / "tags.json"
    if not description.exists():
        cache.mkdir(parents=True, exist_ok=True)
        tags = _collect_tags(shards)
        rows = [_encode_shard(shard, tokenizer, tags) for shard in tqdm(shards, desc="tokenizing", unit="shard")]
        for name in ("ids", *TASKS):
            np.save(cache / f"{name}.npy", np.concatenate([row[name] for row in rows]))
        aside = description.with_suffix(".part")
        aside.write_text(json.dumps({"pos": tags.pos, "dep": tags.dep}))
        os.replace(aside, description)
    stored = json.loads(description.read_text())
    return TagSets(tuple(stored["pos"]), tuple(stored["dep"]))


def _collect_tags(shards: list[Path]) -> TagSets:
    columns: dict[str, set[str]] = {"pos": set(), "dep": set()}
    for shard in shards:
        table = pq.read_table(shard, columns=["pos", "dep"])
        for name, seen in columns.items():
            seen.update(table[name].combine_chunks().flatten().unique().to_pylist())
    return TagSets(tuple(sorted(columns["pos"])), tuple(sorted(columns["dep"])))


def _encode_shard(shard: Path, tokenizer: Tokenizer, tags: TagSets) -> dict[str, np.ndarray]:
    pos_index = {tag: i for i, tag in enumerate(tags.pos)}
    dep_index = {tag: i for i, tag in enumerate(tags.dep)}
    separator = tokenizer.token_to_id("</s>")
    out: dict[str, list[np.ndarray]] = {name: [] for name in ("ids", *TASKS)}
    records = pq.read_table(shard).to_pylist()
    encodings = tokenizer.encode_batch([record["text"] for record in records], add_special_tokens=False)
    for record, encoding in zip(records, encodings, strict=True):
        ids = np.array([*encoding.ids, separator], dtype=np.int32)
        labels = {name: np.full(len(ids), IGNORE, dtype=np.int8) for name in TASKS}
        if record["start"] and encoding.ids:
            first, owner = _first_tokens(encoding.offsets, record)
            pos = np.array([pos_index[tag] for tag in record["pos"]])
            dep = np.array([dep_index[tag] for tag in record["dep"]])
            head = np.arange(len(pos)) + np.array(record["head"])
            distance = np.clip(first[head] - first, -HEAD_REACH, HEAD_REACH) + HEAD_REACH
            for name, values in (("pos", pos), ("dep", dep), ("head", distance), ("ner", np.array(record["ner"]))):
                labels[name][first[owner]] = values[owner]
        out["ids"].append(ids)
        for name in TASKS:
            out[name].append(labels[name])
    return {name: np.concatenate(columns) for name, columns in out.items()}


def _first_tokens(offsets: list[tuple[int, int]], record: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    """First token of each silver token, and the silver tokens that own one (not merely share it)."""
    starts = np.array([start for start, _ in offsets])
    silver = np.array(record["start"])
    first = np.minimum(np.searchsorted(starts, silver), len(starts) - 1)
    return first, np.flatnonzero(starts[first] == silver)


class Blocks(Dataset[dict[str, Tensor]]):
    """Packed blocks: `<s>` and `length - 1` consecutive tokens, with the labels of every task."""

    def __init__(self, cache: Path, length: int, start_id: int) -> None:
        self.columns = {name: np.load(cache / f"{name}.npy", mmap_mode="r") for name in ("ids", *TASKS)}
        self.length, self.start_id = length, start_id

    def __len__(self) -> int:
        return len(self.columns["ids"]) // (self.length - 1)

    def __getitem__(self, index: int) -> dict[str, Tensor]:
        body = self.length - 1
        window = slice(index * body, (index + 1) * body)
        item = {name: np.full(self.length, IGNORE, dtype=np.int64) for name in self.columns}
        item["ids"][0] = self.start_id
        for name, column in self.columns.items():
            item[name][1:] = column[window]
        # A head outside the block cannot be seen, so its distance is not asked for.
        target = np.arange(self.length) + item["head"] - HEAD_REACH
        item["head"][(target < 1) | (target >= self.length)] = IGNORE
        return {name: torch.from_numpy(values) for name, values in item.items()}


def batches(data: Blocks, size: int, seed: int, skip: int = 0) -> Iterator[dict[str, Tensor]]:
    """Endless shuffled batches, each of `size` blocks; the order depends on the seed alone, so a run can resume.

    Raises:
        ValueError: there are too few blocks for one batch.
    """
    if len(data) < size:
        raise ValueError(f"{len(data)} blocks are fewer than a batch of {size}; add texts or lower loop.batch_size")
    epoch, done = 0, 0
    while True:
        order = np.random.default_rng((seed, epoch)).permutation(len(data))
        for start in range(0, len(order) - size + 1, size):
            done += 1
            if done <= skip:
                continue
            items = [data[int(i)] for i in order[start : start + size]]
            yield {name: torch.stack([item[name] for item in items]) for name in items[0]}
        epoch += 1
