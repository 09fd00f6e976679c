"""Notebooks run, exported and indexed into `outputs/`, with the data and a manifest of what all was made from."""
