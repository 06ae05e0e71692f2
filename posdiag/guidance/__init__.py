"""From causes to words and deeds: cards for a profile and an audience, and their proof by replay."""
