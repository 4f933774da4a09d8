"""The text of a report, put together by rules from the answers; nothing in it is without a source."""
