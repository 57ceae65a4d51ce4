"""Numbers and lists of the law by date, each in a YAML file with its source. Rules read them; nothing else does."""
