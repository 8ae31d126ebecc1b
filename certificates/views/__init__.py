"""Pages of this app, a module a group of people."""
