"""Tests of lib/services/leaving."""
