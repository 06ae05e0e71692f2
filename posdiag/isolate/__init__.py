"""Isolation: the smallest case that still fails, and the release that first failed it; both by replay."""
