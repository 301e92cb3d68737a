"""The tab of norms, references, rulings and opinions."""
