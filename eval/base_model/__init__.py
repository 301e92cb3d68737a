"""What the model that comes with Officina can and cannot do, measured part by part, in one report."""
