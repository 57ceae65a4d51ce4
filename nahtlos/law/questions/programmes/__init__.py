"""Is a programme open to this person? One module per family; only the status gate, every other condition is separate."""
