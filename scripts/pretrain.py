"""Pretrain the embedded encoder: `python scripts/pretrain.py +pretraining=cpu 'sources=[news.jsonl.xz]'`.

Every step is cached under `work`; a stopped run goes on when started again with the same `out`.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import hydra
from omegaconf import DictConfig, OmegaConf

from guetteur.codec.check import record_check
from guetteur.modeling.sources import load_tokenizer
from guetteur.pretraining.recipe import PretrainingConfig, pretrain
from guetteur.structured import build

CONFIGS = str(Path(__file__).resolve().parent.parent / "configs")


@hydra.main(version_base="1.3", config_path=CONFIGS, config_name="pretrain")
def main(config: DictConfig) -> None:
    """Compose the configuration and run the recipe."""
    logging.getLogger("guetteur").setLevel(logging.INFO)
    try:
        folder = pretrain(build(PretrainingConfig, OmegaConf.to_container(config, resolve=True)))
        record_check(load_tokenizer(str(folder)), folder)
    except (ValueError, OSError) as error:
        sys.exit(f"pretrain: {error}")
    print(f"encoder: {folder}")


if __name__ == "__main__":
    main()
