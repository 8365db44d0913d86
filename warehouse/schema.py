"""The one declaration of the warehouse: every table, key, column, type, unit and meaning."""
