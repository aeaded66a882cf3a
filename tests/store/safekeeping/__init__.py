"""Tests of lib/store/safekeeping."""
