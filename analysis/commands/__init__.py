"""What one types after `analysis`, a function a command."""
