"""One service as several processes of one machine, so that it has more than one core."""
