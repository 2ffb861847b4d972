"""What the gate tells, scored: readings, courses over time, and groups beside each other."""
