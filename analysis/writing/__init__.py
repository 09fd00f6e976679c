"""Tables put into sentences, charts and tables of a page; nothing is computed here but the wording."""
