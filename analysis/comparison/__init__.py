"""Facts held against facts: targets against outcomes, release against release."""
