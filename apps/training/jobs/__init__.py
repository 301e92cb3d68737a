"""The queue, and one job as it runs."""
