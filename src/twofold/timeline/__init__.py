"""What happened: events that are never changed, the chain that proves it, and the jobs that listen."""
