"""The pages of whoever leads a room."""
