"""Local VAN agents: messages of the POS to a program on its own PC, by HTTP or WebSocket (DOMAIN 3.2)."""
