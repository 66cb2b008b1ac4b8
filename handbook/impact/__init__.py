"""What a change of the policy does: to values in time, texts, pay, questions, legal limits, and what is left to do."""
