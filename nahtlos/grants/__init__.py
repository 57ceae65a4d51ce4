"""What opens a class of data to an organisation beyond statute: the person's consent, and an emergency."""
