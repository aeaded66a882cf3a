"""Tests of lib/sources/layouts."""
