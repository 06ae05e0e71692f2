"""From what was seen to findings and ranked causes. Pure: transcript in, findings out."""
