"""Pulling: what a polite and suspicious fetcher is made of. The whole is in ``extract.sources.fetch``."""
