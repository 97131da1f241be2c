"""Where somebody lives: a street with a number, "vivo en la calle ...", a postcode. A street alone is no address."""

import re

from civic.safeguarding.phones import MONTHS, NUMERALS, UNITS

STREET = (
    r"(?:calle|call[ei]|cll|c\.|av|abenida|avenida|avnida|ave|privada|priv|calzada|calz|boulevard|bulevar|blvd|blv|"
    r"prolongacion|prol|callejon|cerrada|cda|circuito|andador|retorno|carretera|camino)\b\.?"
)
#: Words that no street name goes on with.
NOT_NAME = (
    r"(?:tiene|tienen|hay|esta|estan|es|son|en|con|y|que|para|por|porque|se|no|a|al|como|donde|cuando|pasan?|faltan?|desde|hasta|hace|"
    r"necesita|necesitamos|queremos|quiero|pongan|poner|cada|mas|muy|mi|su|sin|o|pero|oscura|principal|cerrada|rota|fea|"
    r"ya|vi|vimos|vivo|viven|somos|eran|cuesta|costo|ruta|camion|artículo|articulo|las \d|los \d)\b"
)
NAME = rf"(?:(?:\d{{1,2}} de (?:{MONTHS}))|(?!{NOT_NAME})[a-z][a-z.]{{1,20}})(?: (?!{NOT_NAME})[a-z][a-z.]{{0,20}}){{0,4}}?"
COUNT = r"|".join(sorted(NUMERALS, key=len, reverse=True))
AFTER = (
    rf"(?! ?(?:de (?:{MONTHS})|{UNITS}|veces|carros|coches|casas|baches|lamparas|luminarias|postes|"
    r"perros|topes|cuadras|dias|meses|%|[ap]\.?m\b))"
)
NUMBER = (
    rf"(?:(?:,? ?(?:#|n[uo]m(?:ero)?\b\.?|no\b\.?|n°|n\.) ?(?:exterior |ext\.? )?(?:\d{{1,5}}|(?:{COUNT})\b))"
    rf"|,? \d{{1,5}}(?: ?-?[a-d]\b)?(?![\d.,:]\d|\d){AFTER})"
)
LIVE = (
    r"(?:viv[oeia]\w{0,4}|mi casa (?:es|esta|queda)|(?:mi|su) (?:direccion|domicilio) (?:es|:)|direccion:|domicilio:?)"
)
ADDRESS = re.compile(
    rf"\b{STREET} {NAME}{NUMBER}"
    rf"|\b{LIVE}(?: [a-z]{{1,12}}){{0,3}}? (?:en|por|sobre) (?:la |el )?{STREET} "
    rf"(?!sin\b|de (?:atras|junto|al lado|abajo|arriba))(?:\d{{1,2}} de (?:{MONTHS})|(?!{NOT_NAME})[a-z]{{2,20}})"
    rf"(?: (?!{NOT_NAME})[a-z]{{2,20}}){{0,2}}"
    rf"|\b(?:direccion|domicilio|vivo en)(?: es| esta en)?:? (?:la )?(?!{NOT_NAME})[a-z]{{3,20}}"
    rf"(?: (?!{NOT_NAME})[a-z]{{2,20}}){{0,3}}?{NUMBER}"
    r"|\b(?:mz|mza|manzana)\b\.? ?#?\w{1,3},? (?:y )?(?:lt|lote)\b\.? ?#?\d{1,3}"
    r"|\b(?:edif|edificio)\b\.? ?#?\w{1,3},? (?:en el )?(?:depto|dpto|departamento|int|interior)\b\.? ?#?\d{1,4}"
    r"|\bviv[oeia]\w{0,4} en (?:el|la) (?:edificio|edif|depto|departamento|casa|numero|num)\b\.? (?:numero |num\.? |no\.? |#)?\d{1,4}"
    r"|\b(?:c\.? ?p\.?|codigo postal)(?: es)?:? ?(?:el )?\d{5}(?!\d)"
)
