"""Editing the policy in a browser on this machine: the handbook beside forms made from the models."""
