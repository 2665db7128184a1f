"""Waits that have a formula: what the simulator is compared with.

D. Gross, J. F. Shortle, J. M. Thompson and C. M. Harris, "Fundamentals of Queueing Theory",
4th edition (2008): M/M/c in section 2.3, M/G/1 in section 5.1.
"""

from math import factorial


def erlang_c(load: float, servers: int) -> float:
    """The share that waits in M/M/c; ``load`` is arrivals times service, in servers."""
    if not 0 < load < servers:
        raise ValueError("the load should be above 0 and below the number of servers")
    full = load**servers / factorial(servers) * servers / (servers - load)
    some = sum(load**number / factorial(number) for number in range(servers))
    return full / (some + full)


def mean_wait_of_mmc(load: float, servers: int, *, service_seconds: float) -> float:
    """Seconds in the queue, of all; exponential service of that mean."""
    return erlang_c(load, servers) * service_seconds / (servers - load)


def mean_wait_of_md1(load: float, *, service_seconds: float) -> float:
    """Seconds in the queue, of all: Pollaczek and Khinchine, for a service that never varies."""
    if not 0 < load < 1:
        raise ValueError("the load should be above 0 and below 1")
    return load * service_seconds / (2 * (1 - load))
