"""The Microsoft 365 Agents SDK."""
