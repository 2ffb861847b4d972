"""The ground floor of the house: no models, no pages, and no knowledge of any room."""
