"""The main job as Prefect knows it: the flow, its schedule, its server, its artifacts."""
