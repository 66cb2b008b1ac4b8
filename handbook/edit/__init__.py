"""Changing the policy's files by splicing: only the lines that change are written anew."""
