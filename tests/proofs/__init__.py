"""Proofs: promises that are counted, against the running server or against every possible outcome."""
