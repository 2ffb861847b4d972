"""Tests that span rooms, and what every test may use: the cast, the factories, the browser."""
