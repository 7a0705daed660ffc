"""Commands that have a module of their own; `guetteur.cli` registers them."""
