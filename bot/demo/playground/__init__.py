"""The Microsoft 365 Agents Playground as the demonstration's Teams: one window in the browser per person."""
