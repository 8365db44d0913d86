"""What people declare: loaded once for a run, added to, and kept with each release."""
