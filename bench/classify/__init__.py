"""Texts to causes: the figures of `posdiag classify`, and the training of its weights."""
