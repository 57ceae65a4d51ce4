"""The workspace of the staff: Heute, cases, case file, import. Parses, calls the domain once, renders."""
