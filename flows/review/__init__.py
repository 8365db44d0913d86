"""Settling what is held back: finding it, showing it, declaring what a person concluded."""
