"""Facts of billing-bot: models, errors, importers, reference tables and the stores; it decides nothing."""
