"""Payments as a holder or shop has them listed: read in any usual form, and what is odd about them."""
