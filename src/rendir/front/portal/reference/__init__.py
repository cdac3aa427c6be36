"""Reference: what the code says of itself (lifecycles, permissions, datasets, settings, findings), as the Markdown
pages of `docs/generated/`. Each page is a function without arguments; nothing here is written by hand.
"""
