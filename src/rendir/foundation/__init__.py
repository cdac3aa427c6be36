"""What every storey above stands on: the entity, its people, the ledger, the files, and the words without a
domain.
"""
