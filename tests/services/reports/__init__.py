"""Tests of lib/services/reports."""
