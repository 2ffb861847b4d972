"""The manual channel: what somebody heard, logged by whoever heard it. Nothing can be sent by it."""
