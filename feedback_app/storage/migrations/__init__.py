"""How a store of an earlier version becomes one of today, step by step (decisions/0010)."""
