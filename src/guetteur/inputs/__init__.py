"""Rows of files as documents: text, JSONL, CSV and Parquet, packed or not, read lazily and from any row on."""
