"""Measure models on a frozen test and compare them: `python -m eval run CONFIG.yaml --folder F`."""
