"""A simulated counter: terminal, VAN and issuer with their lines, on an event heap instead of a clock."""
