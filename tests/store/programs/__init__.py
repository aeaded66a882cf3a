"""Tests of lib/store/programs."""
