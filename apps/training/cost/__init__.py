"""What a training costs in time and memory, before it is started."""
