"""Fine-tuning of event and flat models on annotated documents."""
