"""Literacy labs, prompt exercises and workshop rooms."""
