"""The tab of the procedure wizard."""
