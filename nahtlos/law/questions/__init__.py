"""The decision tables: one module per question or group of questions. Importing a module registers its questions."""
