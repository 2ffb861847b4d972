"""What spans rooms: acts taken back, records merged, histories told."""
