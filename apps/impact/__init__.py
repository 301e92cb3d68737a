"""Impact: indicators with their path, studies with their draw, what was released and what was refused."""
