"""Finding: our own questions and answers, and the backends that answer them alike."""
