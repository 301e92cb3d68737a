"""The evaluation of the shipped model as a command; the computing is in `eval.base_model`."""
