"""Audit is the ledger: everything that changes passes `create`, `change` or `take`, and is chained in the
order it happened, so that anybody can check that nothing was rewritten (Ley 1712 de 2014, art. 3: truthful
information).
"""
