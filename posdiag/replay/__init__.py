"""One replay: a scenario played by a POS release over a link, written down as a transcript."""
