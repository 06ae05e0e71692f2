"""The faults of the simulated world, each a small seeded type; `registry` has them by name."""
