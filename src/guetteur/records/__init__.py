"""From mentions to events: which mentions of a document speak of the same attack."""
