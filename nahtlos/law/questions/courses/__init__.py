"""Language courses: the integration course, the duty to attend it, and courses for work."""
