"""Reviews: taking them in, answering them, and what follows from them."""
