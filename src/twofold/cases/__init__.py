"""What is owed: questions, requests, complaints and conflicts, of either kind of customer."""
