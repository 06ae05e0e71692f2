"""Cases, jobs and what belongs to them in a database: SQLite in a file, or PostgreSQL for many."""
