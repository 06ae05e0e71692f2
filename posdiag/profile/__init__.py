"""POS profiles: how one POS product, release by release, speaks and behaves. Data in, traits out."""
