"""How fast backends and peers are, on the same articles in the same run, and against the machine's own limit."""
