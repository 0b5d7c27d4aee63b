"""All cases, in the order in which they are played."""

from . import advisories, forwarding, framing, hostile, lifetimes, requests, responses, routing, services

ALL = [
    case
    for module in (requests, framing, forwarding, routing, services, responses, lifetimes, hostile, advisories)
    for case in module.CASES
]
assert len({case.name for case in ALL}) == len(ALL), "two cases of one name"
