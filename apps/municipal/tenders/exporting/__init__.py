"""What leaves a practice as a file: findings and trace sheet."""
