"""The only rooms that touch the outside: virtual, TCP, serial and pty links, one interface."""
