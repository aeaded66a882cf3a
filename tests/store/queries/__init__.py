"""Tests of lib/store/queries."""
