"""Rules: what the policy lets a person work out, as inputs and named steps with exact results and the working."""
