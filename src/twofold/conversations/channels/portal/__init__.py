"""The portal as a channel: customers who are signed in write there, and read there what they are answered."""
