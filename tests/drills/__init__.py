"""Drills: what is promised, put to the test on a real server of this machine, a little by default and longer when asked."""
