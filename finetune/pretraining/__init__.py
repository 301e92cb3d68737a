"""A language model from nothing: tokenizer, decoder and weights learned from text files."""
