"""`python -m posdiag`: the same as the command `posdiag`."""

from posdiag.cli.start import run

if __name__ == "__main__":
    run()
