"""What an endpoint asks for is made in the event loop: a thread for each costs more than it."""

import inspect
from collections.abc import Callable, Iterator

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from services.gateway.app import create_app
from services.gateway.settings import GatewaySettings


def _needed(dependant: Dependant) -> Iterator[Callable[..., object]]:
    for each in dependant.dependencies:
        assert each.call is not None
        yield each.call
        yield from _needed(each)


def _is_handed_to_a_thread(call: Callable[..., object]) -> bool:
    # What opens and closes something may wait for a disk.
    if inspect.isgeneratorfunction(call):
        return False
    # One of FastAPI's own is an object that is called.
    way = call if inspect.isroutine(call) else type(call).__call__
    return not inspect.iscoroutinefunction(way)


def test_no_dependency_is_handed_to_a_thread(settings: GatewaySettings) -> None:
    app = create_app(settings)
    routes = [
        route
        for included in app.routes
        for route in getattr(included, "original_router", app).routes
        if isinstance(route, APIRoute)
    ]

    slow = {
        call
        for route in routes
        for call in _needed(route.dependant)
        if _is_handed_to_a_thread(call)
    }

    assert len(routes) > 50
    assert slow == set()
