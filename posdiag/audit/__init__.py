"""Audits a POS: posdiag plays the terminal, misbehaves as a campaign says, and judges what the POS does."""
