"""The municipal tools, a folder each; they do not know each other."""
