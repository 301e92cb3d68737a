"""The pages of whoever takes part: light HTML that works without scripts."""
