"""The author's page: what HR may write in rules, cases and tables, made from the models and the functions."""
