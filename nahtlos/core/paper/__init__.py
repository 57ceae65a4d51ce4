"""Documents to print and to hand over: one description, as a tagged PDF or as DOCX, left to right or right to left."""
