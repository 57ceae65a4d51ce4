"""The whole rule base as a document for jurists: made from the rules themselves, so that it cannot lag behind."""
