"""Paper: the cover sheet for offices, and the letter to the person in German and in her language."""
