"""Tests of lib.sources."""
