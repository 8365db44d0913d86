"""The HTTP client: polite to servers and distrustful of their answers. ``extract.sources.fetch`` uses it."""
