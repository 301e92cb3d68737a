"""The tab of guided drafting."""
