"""`python -m posdiag`: the same as the command `posdiag`."""

from posdiag.cli.main import run

if __name__ == "__main__":
    run()
