"""Tests of lib/services/safekeeping."""
