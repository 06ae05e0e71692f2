"""Play a cause: a case that is sound becomes one that has it, in ways that stand in data."""
