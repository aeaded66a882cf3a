"""Tests of lib/store/people."""
