"""Who serves whom: offerings, relationships, dealings, standing and expectations."""
