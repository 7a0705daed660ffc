"""Training of the embedded encoder: vocabulary, silver labels, multi-task objective."""
