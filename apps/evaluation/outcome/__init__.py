"""What a finished evaluation says."""
