"""Finding, pulling and archiving reports from the catalogue, municipal sites and web archives.

Nothing here reads a report; what a pulled document is, ``extract.document`` decides from its bytes.
"""
