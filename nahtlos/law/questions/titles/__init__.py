"""Routes to a residence title or a Duldung for training or work: one module per route, each condition also alone."""
