"""Documents to windows and labels, logits back to events: encode and decode side by side."""
