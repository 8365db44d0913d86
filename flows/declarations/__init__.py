"""What people declare: catalogue, corrections, decisions. Loaded once in a run and kept for each release."""
