"""Reading, writing, checking and converting annotated documents."""
