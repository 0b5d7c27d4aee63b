"""Cases of middlewares.py, a module for each kind of middleware."""
