"""What needs whom: information for newcomers, tasks, notices and mail, calendars, questions to partners."""
