"""The command line: options in, engine called, reports out."""
