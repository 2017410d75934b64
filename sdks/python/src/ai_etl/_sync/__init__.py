# Generated from ../_async by scripts/generate.py.
"""What both clients are made of: the synchronous one is generated from it."""
