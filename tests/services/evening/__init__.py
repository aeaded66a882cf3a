"""Tests of lib/services/evening."""
