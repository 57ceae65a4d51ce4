"""From rows of the case file to what a page shows: words, order, groups. No database, no request."""
