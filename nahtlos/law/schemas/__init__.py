"""The formal shapes of facts and answers: the JSON Schemas of the interface."""
