"""What is said about a plan file, in the terminal and in the chat."""
