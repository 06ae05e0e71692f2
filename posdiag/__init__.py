"""Finds out why a coupon payment fails at a till, proves it by replay, and gives a workaround."""
