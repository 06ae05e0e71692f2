"""Phrases of one verb each, read only when that verb runs: `TEXTS` maps key to (Korean, English)."""
