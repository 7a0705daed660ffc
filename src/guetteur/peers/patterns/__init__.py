"""A coder of the dictionary-and-parse kind, in the manner of PETRARCH (Schrodt et al., 2014), for French attacks."""
