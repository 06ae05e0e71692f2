"""The process beside the server: it carries out one job and tells of it in lines of JSON."""
