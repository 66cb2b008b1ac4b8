"""The peers that the rules are measured against: each in its own environment, and asked in the same way as ours."""
