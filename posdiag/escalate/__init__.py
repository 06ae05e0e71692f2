"""One archive of a case for VAN, issuer, POS vendor or police: what that party needs and nothing else."""
