"""What is deployed: the report that Turnout was started for, as a set of hosts and paths that every proxy can express.

    RULES / 6 applications, each with a host of its own below *.apps.example.com and six rules:

        /            any path            -> web
        /api         prefix              -> api
        /api/v2      prefix              -> web
        /static      prefix              -> api
        /healthz     exact               -> web
        /build-N     prefix              -> api     N is what a reload changes

    every one by TLS with the same wildcard certificate, which each application names itself, and behind one
    authentication server, which lets pass whoever sends no `X-Deny` header.
"""

import dataclasses

DOMAIN = "apps.example.com"
WEB, API, AUTH = 21101, 21102, 21103
HTTPS, ADMIN = 21443, 21090
#: The application whose rule a reload changes.
CHANGED = 0


@dataclasses.dataclass(frozen=True)
class Scenario:
    rules: int

    @property
    def applications(self):
        return (self.rules + 5) // 6

    def host(self, number):
        return f"app-{number:04d}.{DOMAIN}"

    def paths(self, number, build):
        """The six of an application: name, path, whether the path is exact, port of the server."""
        changed = build if number == CHANGED else 0
        return [
            ("root", "/", False, WEB),
            ("api", "/api", False, API),
            ("v2", "/api/v2", False, WEB),
            ("static", "/static", False, API),
            ("health", "/healthz", True, WEB),
            ("build", f"/build-{changed}", False, API),
        ]

    def expectations(self, has_auth):
        """Requests and what must come of them: host, path, headers, status, name of the server."""
        expected = []
        for number in sorted({0, 1, self.applications // 2, self.applications - 1}):
            host = self.host(number)
            for path, server in [
                ("/", "web"), ("/api/users", "api"), ("/api/v2/users", "web"), ("/static/a.css", "api"),
                ("/healthz", "web"), ("/healthzz", "web"), ("/build-0/x", "api"), ("/nothing", "web"),
            ]:
                expected.append((host, path, {}, 200, server))
            if has_auth:
                expected.append((host, "/api/users", {"X-Deny": "1"}, 401, None))
        expected.append((f"unknown.{DOMAIN}", "/", {}, 404, None))
        return expected
