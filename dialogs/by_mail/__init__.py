"""Answering by the link in a letter, in a browser, with the rules of the card."""
