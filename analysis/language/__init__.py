"""One sentence understood: its numbers, whose they are and what they measure."""
