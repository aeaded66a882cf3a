"""Tests of lib/services/persons."""
