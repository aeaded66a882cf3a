"""Tests of lib/services/imports."""
