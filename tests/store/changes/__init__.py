"""Tests of lib/store/changes."""
