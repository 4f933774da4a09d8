"""The Bot Framework SDK for Python, whose support ended in December 2025."""
