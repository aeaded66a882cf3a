"""Tests of lib/services/analyses."""
