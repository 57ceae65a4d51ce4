"""One module per page: parse, one call of the domain, render."""
