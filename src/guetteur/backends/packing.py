"""Linear layers with weights laid out for oneDNN once, when a model loads.

torch multiplies float32 matrices by MKL, which on AMD processors stays well below oneDNN: 87 against 109 GFLOP/s for
(4096, 256) by (256, 1024) on one Zen 4 core; in bfloat16 the layout alone is worth 199 against 216.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

_ROWS = 2048
"""Usual rows of a batch, by which oneDNN chooses the layout; others work too."""


class PackedLinear(nn.Module):
    """A `Linear` for inference on CPU; maps (…, inputs) to (…, outputs)."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.weight = torch.ops.mkldnn._reorder_linear_weight(linear.weight.detach(), _ROWS)
        self.bias = None if linear.bias is None else linear.bias.detach()

    def forward(self, states: Tensor) -> Tensor:
        """The linear map."""
        result: Tensor = torch.ops.mkldnn._linear_pointwise(states, self.weight, self.bias, "none", [], "")
        return result


def pack_linears(module: nn.Module) -> None:
    """Replace the linear layers inside a module, where this build of torch can."""
    if not hasattr(torch.ops.mkldnn, "_reorder_linear_weight"):  # built without oneDNN
        return
    for parent in list(module.modules()):
        for name, child in list(parent.named_children()):
            if type(child) is nn.Linear:
                setattr(parent, name, PackedLinear(child))
