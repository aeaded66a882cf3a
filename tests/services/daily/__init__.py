"""Tests of lib/services/daily."""
