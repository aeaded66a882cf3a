"""Tests of lib/services."""
