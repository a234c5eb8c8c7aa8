"""How well the search answers: questions with their right answers, floors that it stays above, and a report."""
