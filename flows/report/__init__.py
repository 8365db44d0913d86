"""What a run tells: the morning report, the terminal, the notice, the state of the warehouse."""
