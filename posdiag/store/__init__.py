"""Cases in a database: one SQLite file by default; the SQL keeps to what other databases speak too."""
