"""TRUE NAMES -> FIGURES: how well faces are told apart, and what a review costs a user who tells the truth."""
