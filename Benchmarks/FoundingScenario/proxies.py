"""How each proxy is configured for the scenario, started, and told that a rule has changed.

A proxy that isn't installed is left out, and the report says so.
"""

import json
import os
import shutil
import signal
import socket
import time

from scenario import ADMIN, API, AUTH, CHANGED, HTTPS, WEB

NAMES = {WEB: "web", API: "api"}


def write(path, text):
    """Replaces a file in one step, through a folder that nobody watches."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    beside = os.path.join(os.path.dirname(os.path.dirname(path)), ".part")
    with open(beside, "w") as file:
        file.write(text)
    os.replace(beside, path)


class Proxy:
    #: What the report calls it.
    name = ""
    #: Whether requests are authenticated.
    has_auth = True
    #: The program, or the environment variable that names it.
    program = ""
    variable = ""

    def __init__(self, scenario, folder, certificate, key):
        self.scenario, self.folder, self.certificate, self.key = scenario, folder, certificate, key

    @classmethod
    def find(cls):
        return os.environ.get(cls.variable) or shutil.which(cls.program)

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def environment(self):
        return dict(os.environ, XDG_DATA_HOME=self.folder, XDG_CONFIG_HOME=self.folder)


class TraefikFiles(Proxy):
    """A file for each application, as a provider would write it."""

    def configure(self):
        write(self.path("traefik.yml"), f"""\
global: {{checkNewVersion: false, sendAnonymousUsage: false}}
entryPoints:
  secure: {{address: "127.0.0.1:{HTTPS}"}}
  traefik: {{address: "127.0.0.1:{ADMIN}"}}
metrics: {{prometheus: {{}}}}
providers:
  providersThrottleDuration: 100ms
  file: {{directory: {self.path("dynamic")}, watch: true}}
""")
        write(self.path("dynamic", "shared.yml"), f"""\
http:
  middlewares:
    auth: {{forwardAuth: {{address: "http://127.0.0.1:{AUTH}/", authResponseHeaders: [X-User]}}}}
""")
        for number in range(self.scenario.applications):
            self.write_application(number, 0)

    def write_application(self, number, build):
        routers, services = ["http:", "  routers:"], ["  services:"]
        for name, path, exact, port in self.scenario.paths(number, build):
            matcher = "Path" if exact else "PathPrefix"
            full = f"app-{number:04d}-{name}"
            routers += [
                f"    {full}:",
                f"      rule: Host(`{self.scenario.host(number)}`) && {matcher}(`{path}`)",
                "      entryPoints: [secure]",
                "      middlewares: [auth]",
                f"      service: {full}",
                "      tls: {}",
            ]
            services += [f"    {full}: {{loadBalancer: {{servers: [{{url: 'http://127.0.0.1:{port}'}}]}}}}"]
        certificates = ["tls:", "  certificates:", f"    - {{certFile: {self.certificate}, keyFile: {self.key}}}"]
        text = "\n".join(routers + services + certificates) + "\n"
        write(self.path("dynamic", f"app-{number:04d}.yml"), text)

    def reload(self, build, process):
        self.write_application(CHANGED, build)

    def command(self):
        return [self.find(), f"--configFile={self.path('traefik.yml')}"]


class Turnout(TraefikFiles):
    name, program, variable = "turnout", "turnout", "TURNOUT_BIN"

    def command(self):
        return [self.find(), "run", f"--configFile={self.path('traefik.yml')}"]


class Traefik(TraefikFiles):
    name, program, variable = "traefik", "traefik", "TRAEFIK_BIN"


class Nginx(Proxy):
    name, program, variable = "nginx", "nginx", "NGINX_BIN"

    def configure(self):
        for folder in ("body", "proxy", "fastcgi", "uwsgi", "scgi"):
            os.makedirs(self.path(folder), exist_ok=True)
        temporary = "".join(
            f"  {kind}_temp_path {self.path(folder)};\n" for kind, folder in [
                ("client_body", "body"), ("proxy", "proxy"), ("fastcgi", "fastcgi"), ("uwsgi", "uwsgi"), ("scgi", "scgi")])
        write(self.path("main", "nginx.conf"), f"""\
daemon off; user root; worker_processes 2; pid {self.path("nginx.pid")}; error_log {self.path("error.log")} crit;
worker_rlimit_nofile 20000;
events {{ worker_connections 16384; }}
http {{
  access_log off; keepalive_requests 1000000000; keepalive_timeout 300s; proxy_read_timeout 1h;
  server_names_hash_max_size {max(2048, self.scenario.applications * 4)}; server_names_hash_bucket_size 128;
{temporary}
  upstream web {{ server 127.0.0.1:{WEB}; keepalive 64; }}
  upstream api {{ server 127.0.0.1:{API}; keepalive 64; }}
  upstream auth {{ server 127.0.0.1:{AUTH}; keepalive 64; }}
  map $http_upgrade $connection_out {{ default upgrade; '' ''; }}
  proxy_http_version 1.1; proxy_buffering off;
  ssl_certificate {self.certificate}; ssl_certificate_key {self.key};
  server {{ listen 127.0.0.1:{HTTPS} ssl default_server; return 404; }}
  server {{ listen 127.0.0.1:{ADMIN}; location /status {{ stub_status; }} }}
  include {self.path("applications")}/*.conf;
}}
""")
        for number in range(self.scenario.applications):
            self.write_application(number, 0)

    def write_application(self, number, build):
        lines = [
            "server {",
            f"  listen 127.0.0.1:{HTTPS} ssl; server_name {self.scenario.host(number)};",
            f"  ssl_certificate {self.certificate}; ssl_certificate_key {self.key};",
            "  auth_request /-auth; auth_request_set $user $upstream_http_x_user; proxy_set_header X-User $user;",
            "  proxy_set_header Host $host; proxy_set_header Upgrade $http_upgrade; "
            "proxy_set_header Connection $connection_out;",
            "  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
            "  location = /-auth { internal; auth_request off; proxy_pass_request_body off; "
            "proxy_set_header Content-Length ''; proxy_set_header Connection ''; proxy_pass http://auth/; }",
        ]
        for _, path, exact, port in self.scenario.paths(number, build):
            lines.append(f"  location {'= ' if exact else ''}{path} {{ proxy_pass http://{NAMES[port]}; }}")
        write(self.path("applications", f"app-{number:04d}.conf"), "\n".join(lines + ["}"]) + "\n")

    def reload(self, build, process):
        self.write_application(CHANGED, build)
        os.kill(process.pid, signal.SIGHUP)

    def command(self):
        return [self.find(), "-c", self.path("main", "nginx.conf"), "-e", self.path("error.log")]


class HAProxy(Proxy):
    """Without authentication: HAProxy has none by sub-request but by a Lua script that is not part of it."""

    name, program, variable, has_auth = "haproxy", "haproxy", "HAPROXY_BIN", False
    may_signal = 0.0

    def configure(self):
        with open(self.path("both.pem"), "w") as file:
            file.write(open(self.certificate).read() + open(self.key).read())
        with open(self.path("certificates"), "w") as file:
            for number in range(self.scenario.applications):
                file.write(f"{self.path('both.pem')} {self.scenario.host(number)}\n")
        self.write_maps(0)
        write(self.path("main", "haproxy.cfg"), f"""\
global
  nbthread 2
  maxconn 9000
  hard-stop-after 24h
defaults
  mode http
  timeout connect 5s
  timeout client 1h
  timeout server 1h
  timeout tunnel 1h
  http-reuse always
  option forwardfor
frontend secure
  bind 127.0.0.1:{HTTPS} ssl crt {self.path("both.pem")} crt-list {self.path("certificates")}
  http-request set-var(txn.host) hdr(host),field(1,:),lower
  http-request set-var(txn.to) base,map_str({self.path("exact.map")})
  http-request set-var(txn.to) base,map_beg({self.path("prefix.map")}) if !{{ var(txn.to) -m found }}
  http-request return status 404 if !{{ var(txn.to) -m found }}
  use_backend %[var(txn.to)]
frontend admin
  bind 127.0.0.1:{ADMIN}
  http-request use-service prometheus-exporter
backend web
  server web 127.0.0.1:{WEB}
backend api
  server api 127.0.0.1:{API}
""")

    def write_maps(self, build):
        exact, prefix = [], []
        for number in range(self.scenario.applications):
            for _, path, is_exact, port in self.scenario.paths(number, build):
                (exact if is_exact else prefix).append(f"{self.scenario.host(number)}{path} {NAMES[port]}\n")
        for name, lines in (("exact", exact), ("prefix", prefix)):
            with open(self.path(name + ".map"), "w") as file:
                file.writelines(lines)

    def reload(self, build, process):
        self.write_maps(build)
        # Its master misses a signal that comes while it is still starting again.
        time.sleep(max(0, self.may_signal - time.monotonic()))
        os.kill(process.pid, signal.SIGUSR2)
        self.may_signal = time.monotonic() + 1

    def command(self):
        return [self.find(), "-W", "-db", "-f", self.path("main", "haproxy.cfg")]


class Envoy(Proxy):
    name, program, variable = "envoy", "envoy", "ENVOY_BIN"
    TYPES = "type.googleapis.com/envoy."

    def configure(self):
        write(self.path("routes", "routes.json"), json.dumps(self.routes(0)))
        extensions = self.TYPES + "extensions."
        clusters = [
            {"name": name, "type": "STATIC", "connect_timeout": "5s",
             "circuit_breakers": {"thresholds": [{"max_connections": 100000, "max_pending_requests": 100000, "max_requests": 100000}]},
             "load_assignment": {"cluster_name": name, "endpoints": [{"lb_endpoints": [{"endpoint": {"address": self.address(port)}}]}]}}
            for name, port in [("web", WEB), ("api", API), ("auth", AUTH)]]
        manager = {
            "@type": extensions + "filters.network.http_connection_manager.v3.HttpConnectionManager",
            "stat_prefix": "secure", "stream_idle_timeout": "0s", "upgrade_configs": [{"upgrade_type": "websocket"}],
            "rds": {"route_config_name": "routes", "config_source": {"resource_api_version": "V3", "path_config_source": {
                "path": self.path("routes", "routes.json"), "watched_directory": {"path": self.path("routes")}}}},
            "http_filters": [
                {"name": "auth", "typed_config": {
                    "@type": extensions + "filters.http.ext_authz.v3.ExtAuthz", "http_service": {
                        "server_uri": {"uri": f"http://127.0.0.1:{AUTH}", "cluster": "auth", "timeout": "5s"},
                        "authorization_request": {"allowed_headers": {"patterns": [{"exact": "x-deny"}]}},
                        "authorization_response": {"allowed_upstream_headers": {"patterns": [{"exact": "x-user"}]}}}}},
                {"name": "router", "typed_config": {"@type": extensions + "filters.http.router.v3.Router"}}]}
        chain = {
            "filters": [{"name": "http", "typed_config": manager}],
            "transport_socket": {"name": "tls", "typed_config": {
                "@type": extensions + "transport_sockets.tls.v3.DownstreamTlsContext",
                "common_tls_context": {"tls_certificates": [
                    {"certificate_chain": {"filename": self.certificate}, "private_key": {"filename": self.key}}]}}}}
        write(self.path("main", "envoy.json"), json.dumps({
            "node": {"id": "benchmark", "cluster": "benchmark"}, "admin": {"address": self.address(ADMIN)},
            "static_resources": {"clusters": clusters, "listeners": [
                {"name": "secure", "address": self.address(HTTPS), "filter_chains": [chain]}]}}))

    def address(self, port):
        return {"socket_address": {"address": "127.0.0.1", "port_value": port}}

    def routes(self, build):
        hosts = []
        for number in range(self.scenario.applications):
            routes = [
                {"match": {"path" if exact else "prefix": path}, "route": {"cluster": NAMES[port], "timeout": "0s"}}
                for _, path, exact, port in sorted(self.scenario.paths(number, build), key=lambda rule: (-rule[2], -len(rule[1])))]
            hosts.append({"name": f"app-{number:04d}", "domains": [self.scenario.host(number)], "routes": routes})
        return {"version_info": str(build), "resources": [{
            "@type": self.TYPES + "config.route.v3.RouteConfiguration", "name": "routes",
            "ignore_port_in_host_matching": True, "virtual_hosts": hosts}]}

    def reload(self, build, process):
        write(self.path("routes", "routes.json"), json.dumps(self.routes(build)))

    def command(self):
        return [self.find(), "-c", self.path("main", "envoy.json"), "--concurrency", "2", "--log-level", "error", "--disable-hot-restart"]


class Caddy(Proxy):
    name, program, variable = "caddy", "caddy", "CADDY_BIN"

    def configure(self):
        write(self.path("main", "caddy.json"), json.dumps(self.settings(0)))

    def settings(self, build):
        routes = []
        for number in range(self.scenario.applications):
            inner = [
                {"match": [{"path": [path if exact else path + "*"]}], "terminal": True, "handle": self.handlers(port)}
                for _, path, exact, port in sorted(self.scenario.paths(number, build), key=lambda rule: (-rule[2], -len(rule[1])))]
            routes.append({"match": [{"host": [self.scenario.host(number)]}], "terminal": True,
                           "handle": [{"handler": "subroute", "routes": inner}]})
        routes.append({"handle": [{"handler": "static_response", "status_code": 404}]})
        server = {"listen": [f"127.0.0.1:{HTTPS}"], "routes": routes, "automatic_https": {"disable": True},
                  "tls_connection_policies": [{}], "metrics": {}}
        return {"admin": {"listen": f"127.0.0.1:{ADMIN}", "config": {"persist": False}},
                "logging": {"logs": {"default": {"level": "ERROR"}}},
                "apps": {"http": {"servers": {"secure": server}},
                         "tls": {"certificates": {"load_files": [{"certificate": self.certificate, "key": self.key}]}}}}

    def handlers(self, port):
        auth = {"handler": "reverse_proxy", "rewrite": {"method": "GET", "uri": "/"},
                "upstreams": [{"dial": f"127.0.0.1:{AUTH}"}],
                "handle_response": [{"match": {"status_code": [2]}, "routes": [{"handle": [
                    {"handler": "headers", "request": {"set": {"X-User": ["{http.reverse_proxy.header.X-User}"]}}}]}]}]}
        return [auth, {"handler": "reverse_proxy", "upstreams": [{"dial": f"127.0.0.1:{port}"}]}]

    def reload(self, build, process):
        body = json.dumps(self.settings(build)).encode()
        with socket.create_connection(("127.0.0.1", ADMIN), 60) as connection:
            connection.sendall(
                b"POST /load HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nConnection: close\r\n"
                b"Content-Length: %d\r\n\r\n%s" % (ADMIN, len(body), body))
            connection.recv(4096)

    def command(self):
        return [self.find(), "run", "--config", self.path("main", "caddy.json")]


ALL = {kind.name: kind for kind in (Turnout, Traefik, Nginx, HAProxy, Envoy, Caddy)}
