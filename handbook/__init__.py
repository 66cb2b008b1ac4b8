"""The policy as data: load it, check it, ask it. Knows no website, no page and no HTML."""
