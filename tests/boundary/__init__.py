"""Tests of the adapters against their real libraries."""
