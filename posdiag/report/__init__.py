"""Writers of results: pure functions of run records, one file a format."""
