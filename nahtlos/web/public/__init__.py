"""Pages for everybody: no login, nothing about anybody, no JavaScript needed."""
