"""Bringing a new data set: file, columns, check, freeze."""
