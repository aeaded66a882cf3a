"""Tests of lib/campaign."""
