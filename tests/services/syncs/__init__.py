"""Tests of lib/services/syncs."""
