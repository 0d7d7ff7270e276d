"""Files of the office into the store: read by an importer, posted as facts, linked to claims, positions computed."""
