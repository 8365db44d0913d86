"""Tests of pulling documents from their addresses, against servers on loopback."""
