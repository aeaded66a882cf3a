"""Tests of lib/services/plan."""
