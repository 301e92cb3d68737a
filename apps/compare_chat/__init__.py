"""Two models, one prompt, the same seed: their answers side by side, with what differs marked."""
