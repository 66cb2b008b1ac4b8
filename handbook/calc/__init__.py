"""From the terminal: one calculation with its working, the list of rules, or a whole sheet."""
