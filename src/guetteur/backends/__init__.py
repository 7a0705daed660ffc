"""What runs the network of a model: torch, or ONNX Runtime without torch."""
