"""The mid-campaign evening, step by step, for its presenter and the phones that follow."""
