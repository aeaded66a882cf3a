"""The plain routes and what wraps every answer, asked over ASGI by a real client."""
