"""Twofold: one picture of who serves whom, for the customers who buy and the customers one works with."""
