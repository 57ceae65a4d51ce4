"""The lists of the four agencies, each in the form its office uploads."""
