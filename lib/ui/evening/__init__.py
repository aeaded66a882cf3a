"""The mid-campaign evening, step by step."""
