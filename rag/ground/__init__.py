"""Candidates or draft -> Answer: every statement tied to source characters, checked, or dropped."""
