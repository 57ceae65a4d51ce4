"""Forms of the workspace: what people type becomes what the domain understands, or a sentence beside the field."""
