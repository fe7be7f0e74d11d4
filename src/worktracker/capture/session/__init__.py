"""What the session tells over the message buses: locked, another user's turn, about to sleep."""
