"""Measures as pure functions: counts and arrays in, frozen dataclasses out. No Django here."""
