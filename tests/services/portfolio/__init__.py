"""Tests of lib/services/portfolio."""
