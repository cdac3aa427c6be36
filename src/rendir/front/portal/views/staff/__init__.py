"""The staff desk and the pages of the house: people, entity, notices, ledger."""
