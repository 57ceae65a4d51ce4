"""The fictional district: its organisations and staff, its people and lists."""
