"""The practical limit: aiohttp and nothing else."""
