"""The brass plate by the door: the app package that puts the bot into Teams."""
