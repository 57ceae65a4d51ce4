"""How a life in Germany goes on after arrival: procedure, status, papers, benefits, work."""
