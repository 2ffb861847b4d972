"""What all rooms' operations in the API share. They call the same actions as the pages, through the same gate."""
