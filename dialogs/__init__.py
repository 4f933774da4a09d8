"""The parlour: what people say to us, and what we answer."""
