"""The room's doors, told by what they are about."""

from civic.rights import exports_routes, incidents_routes, leaving_routes, requests_routes

ROUTES = [*leaving_routes.ROUTES, *requests_routes.ROUTES, *exports_routes.ROUTES, *incidents_routes.ROUTES]
