"""Notes of counselling, health, youth welfare and volunteers: free words that only some may read, each class by itself."""
