"""What words say of numbers: whose, when, what quantity, what scope; the terms stand in ``terms.csv``."""
