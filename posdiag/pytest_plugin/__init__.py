"""posdiag for pytest: simulated terminals as fixtures, scenarios as tests, failures with ladder and cause."""
