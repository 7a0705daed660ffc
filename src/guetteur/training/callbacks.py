"""What happens between epochs: the next one is announced, and training stops when the score stays."""

from __future__ import annotations

from typing import Any

from transformers import TrainerCallback


class SetEpoch(TrainerCallback):  # type: ignore[misc]
    """Tells training set and order of the batches which epoch begins."""

    def __init__(self, *parts: Any) -> None:
        self.parts = parts

    def on_epoch_begin(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Set `epoch` of each part."""
        for part in self.parts:
            part.epoch = int(state.epoch or 0)


class Patience(TrainerCallback):  # type: ignore[misc]
    """Stops training after `epochs` without a better score; it remembers nothing, so a resumed run stops on time."""

    def __init__(self, epochs: int) -> None:
        self.epochs = epochs

    def is_over(self, state: Any) -> bool:
        """Whether a run in this state has to stop."""
        steps_per_epoch = state.max_steps / state.num_train_epochs
        return bool(state.global_step - (state.best_global_step or 0) >= self.epochs * steps_per_epoch)

    def on_save(self, args: Any, state: Any, control: Any, **kwargs: Any) -> None:
        """Look after every epoch; the checkpoint with its score is written by then."""
        control.should_training_stop |= self.is_over(state)
