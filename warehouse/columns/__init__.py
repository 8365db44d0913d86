"""One file for each table, and ``common.toml`` for the columns that several tables share."""
