"""What is data: units, the words of the grammar, themes, indicators, and the messages of the briefings."""
