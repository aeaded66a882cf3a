"""Tests of lib/sources/tables."""
