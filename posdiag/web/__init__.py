"""The console and API of a call centre: a server for agents, their merchants and their programs."""
