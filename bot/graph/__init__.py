"""Microsoft Graph: what the municipality's directory says, where we are allowed to ask it."""
