"""Items: the class of each table of a framework, by subject. `framework/shape.py` says which table holds which."""
