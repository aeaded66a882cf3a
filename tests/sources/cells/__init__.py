"""Tests of lib/sources/cells."""
