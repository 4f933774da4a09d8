"""A strategist reminds people: choosing whom, seeing exactly to whom it goes, and sending."""
