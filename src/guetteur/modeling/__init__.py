"""Encoder and heads (torch), loading and saving."""
