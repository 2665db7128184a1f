"""What no schema sees: whether manifests fit to each other and to our code."""

from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from tests.deploy.k8s import schemas
from tests.deploy.k8s.fitting import (
    all_use_one_database,
    each_has_a_budget_and_a_policy,
    figures_are_served_where_they_are_asked_for,
    mounts_have_volumes,
    names_lead_somewhere,
    probes_name_ports,
    routes_and_scalers_lead_somewhere,
    selectors_find_pods,
    services_name_ports,
)
from tests.deploy.k8s.our_code import (
    drains_add_up,
    queues_and_addresses_are_ours,
    scaled_ones_have_no_number,
    settings_are_known,
    shared_settings_are_known,
    versioned_workers_are_of_our_temporal,
)
from tests.deploy.k8s.reaching import who_is_called_may_hear
from tests.deploy.k8s.rendering import Manifest
from tests.deploy.k8s.security import (
    containers_are_restricted,
    images_are_pinned,
    is_restricted,
    places_are_said,
    quantities_are_numbers,
    resources_are_said,
)

Rule: TypeAlias = Callable[[list[Manifest]], Iterator[str]]

RULES: Final[tuple[Rule, ...]] = (
    who_is_called_may_hear,
    schemas.complaints,
    is_restricted,
    containers_are_restricted,
    places_are_said,
    images_are_pinned,
    resources_are_said,
    quantities_are_numbers,
    selectors_find_pods,
    probes_name_ports,
    services_name_ports,
    routes_and_scalers_lead_somewhere,
    all_use_one_database,
    mounts_have_volumes,
    names_lead_somewhere,
    each_has_a_budget_and_a_policy,
    figures_are_served_where_they_are_asked_for,
    drains_add_up,
    queues_and_addresses_are_ours,
    settings_are_known,
    shared_settings_are_known,
    versioned_workers_are_of_our_temporal,
    scaled_ones_have_no_number,
)


def complaints(objects: list[Manifest]) -> list[str]:
    return [words for rule in RULES for words in rule(objects)]
