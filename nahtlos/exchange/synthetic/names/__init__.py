"""Invented names, put together from name parts by culture and written the way each office would write them."""
