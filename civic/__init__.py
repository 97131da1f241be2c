"""Voz y Voto: the platform on which a city's Children's Participation Council works."""
