"""What both clients are made of: the synchronous one is generated from it."""
