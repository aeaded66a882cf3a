"""Tests of lib/services/forecast."""
