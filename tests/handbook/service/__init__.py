"""Tests of `handbook/service/service`."""
