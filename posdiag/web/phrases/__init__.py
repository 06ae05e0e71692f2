"""Phrases of API and console, one table for each thing they are about."""
