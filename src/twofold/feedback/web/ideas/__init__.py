"""Ideas: what people propose."""
