"""Extraction from many files into one output, in parts that survive a kill; on one machine or on Ray."""
