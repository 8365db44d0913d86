"""The main job: its steps in their order, what they leave behind, and runs of another kind."""
