"""Formats of annotation tools, one module each; `registry` knows them by name and by file name."""
