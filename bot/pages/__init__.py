"""The pages in a browser: a tab in Teams with single sign-on, and links that are signed and expire."""
