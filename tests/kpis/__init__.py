"""Tests of lib/kpis."""
