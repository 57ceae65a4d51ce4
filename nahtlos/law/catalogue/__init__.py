"""Texts in German and English: of questions and their values, and of every condition that may stand in `because`."""
