"""What the room sees on the wall."""
