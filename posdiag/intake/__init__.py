"""A caller's story: what it says, what it leaves open, what does not fit together, and what to do now."""
