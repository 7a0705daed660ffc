"""What people use today, on the same corpus, splits and scorer: simple systems that the event model has to beat."""
