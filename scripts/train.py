"""Fine-tune a model: `python scripts/train.py`; see `configs/` for what can be set, `resume=true` goes on."""

from __future__ import annotations

import sys
from pathlib import Path

import hydra
from accelerate import PartialState
from omegaconf import DictConfig, OmegaConf

from guetteur.training.run import train
from guetteur.training.settings import TrainingSettings

CONFIGS = str(Path(__file__).resolve().parent.parent / "configs")


@hydra.main(version_base="1.3", config_path=CONFIGS, config_name="train")
def main(config: DictConfig) -> None:
    """Compose the configuration, train, say where the results are."""
    try:
        settings = TrainingSettings.from_mapping(OmegaConf.to_container(config, resolve=True))  # type: ignore[arg-type]
        outcome = train(settings)
    except (ValueError, RuntimeError, OSError) as error:
        sys.exit(f"train: {error}")
    if not PartialState().is_main_process:
        return
    figures = ", ".join(f"{name} {value:.1f}" for name, value in outcome.metrics.items())
    print(f"dev (F1, %): {figures}\nmodel: {outcome.model}")


if __name__ == "__main__":
    main()
