"""The main job and its steps, the clean-up before and the report after them, rereading and rebuilding."""
