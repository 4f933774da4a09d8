"""The pages’ talk: who is visiting, and what the overview and the report show them."""
