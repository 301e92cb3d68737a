"""A model that learns a language from texts alone."""
