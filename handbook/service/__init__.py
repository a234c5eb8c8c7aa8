"""What every service has: its name, its contacts and its glossary."""
