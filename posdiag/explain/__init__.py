"""The diagnosis of what was captured: lines to frames, frames to payments, payments to records."""
