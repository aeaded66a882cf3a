"""Tests of lib/services/edits."""
