"""The tab of the act checker."""
