"""Tests of lib/services/entry."""
