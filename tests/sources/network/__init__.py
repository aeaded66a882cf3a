"""Tests of lib/sources/network."""
