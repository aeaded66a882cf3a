"""Tests of lib/services/screen."""
