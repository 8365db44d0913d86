"""Reading in processes of their own, in a box and under limits."""
