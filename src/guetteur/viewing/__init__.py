"""Documents with their events and records as one page: text, lines, timeline and map."""

from guetteur.viewing.page import view_html

__all__ = ["view_html"]
