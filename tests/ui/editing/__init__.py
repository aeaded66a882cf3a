"""Tests of lib/ui/editing."""
