"""Measurements of speed; not part of the package."""
