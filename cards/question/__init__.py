"""Cards for asking back: the question, the reply, and everybody's list of them."""
