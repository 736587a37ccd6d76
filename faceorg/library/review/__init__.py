"""What is doubtful -> questions, their answers, and what follows from them."""
