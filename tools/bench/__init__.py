"""`make bench`: ratios measured side by side in one run. Nothing here is a test; nothing here asserts a time."""
