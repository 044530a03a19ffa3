"""An installation for a test of the whole program: its folder, its database, its commands, its server.

Every test file here is a unittest whose methods are sentences; main() reads --program, --store and --work. With
--store postgresql each installation gets a database of its own on the server that with_postgresql started
(GONGKAI_TEST_POSTGRESQL).
"""

import argparse
import contextlib
import http.client
import itertools
import json
import os
import pathlib
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.dont_write_bytecode = True
TODAY = "2026-11-20"
PSQL = "/usr/lib/postgresql/15/bin/psql"
NUMBERS = itertools.count(1)


class Settings:
    program = None
    store = "sqlite"
    work = None


def run(*arguments, text=None, status=0, environment=None):
    """Runs a command of the program; returns what it wrote to standard output and to standard error."""
    done = subprocess.run([Settings.program, *map(str, arguments)], input=text, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, encoding="utf-8", timeout=120, env=environment)
    if status is not None and done.returncode != status:
        raise AssertionError(f"{arguments}: exit {done.returncode}, not {status}\n{done.stdout}{done.stderr}")
    return done.stdout, done.stderr


def new_database():
    """The address of an empty PostgreSQL database."""
    server = os.environ["GONGKAI_TEST_POSTGRESQL"]
    name = f"whole_{os.getpid()}_{next(NUMBERS)}"
    subprocess.run([PSQL, "-q", "-d", server, "-c", f"CREATE DATABASE {name}"], check=True)
    return server.replace("/postgres?", f"/{name}?")


class Installation:
    """`settings` is written at the end of gongkai.yaml; `address` of the database is None for SQLite."""

    def __init__(self, name, settings="", store=None, begin=True):
        self.data = Settings.work / name
        shutil.rmtree(self.data, ignore_errors=True)
        key = pathlib.Path(f"{self.data}.key")
        if key.exists():
            key.unlink()
        self.address = new_database() if (store or Settings.store) == "postgresql" else None
        self.settings = settings
        if begin:
            self.begin()

    def begin(self):
        out, _ = run("init", "--data", self.data, "--site-name", "青禾市人民政府", "--now", TODAY,
                     *(["--postgresql", self.address] if self.address else []))
        file = self.data / "gongkai.yaml"
        text = file.read_text(encoding="utf-8")
        for line in self.settings.splitlines():  # replaces what init wrote
            key = line.split(":")[0]
            text, count = re.subn(rf"(?m)^{re.escape(key)}:.*$", lambda _: line, text)
            if not count:
                text += line + "\n"
        file.write_text(text, encoding="utf-8")
        return out

    def __call__(self, *arguments, now=TODAY, **more):
        return run(*arguments, "--data", self.data, *(["--now", now] if now else []), **more)

    def json(self, *arguments, **more):
        return json.loads(self(*arguments, **more)[0])

    def agencies(self):
        self("agency", "create", "--code", "qinghe", "--name", "青禾市人民政府", "--kind", "government")
        self("agency", "create", "--code", "kejiju", "--name", "青禾市科学技术局", "--kind", "department",
             "--parent", "qinghe", "--org-code", "014178678")

    def import_items(self, items, *arguments, **more):
        """Lines or objects; returns the summary and the refusals as (line, code)."""
        text = "".join((i if isinstance(i, str) else json.dumps(i, ensure_ascii=False)) + "\n" for i in items)
        out, err = self("import", "items", "-", *arguments, text=text, **more)
        refused = [(int(line), code) for line, code in re.findall(r"第 (\d+) 行：.*\[([a-z_.]+)\]", err)]
        return json.loads(out.splitlines()[-1]), refused

    def serve(self, now=TODAY):
        return Server(self.data, now)


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self):
        return self.body.decode("utf-8")


class Server:
    """`gongkai serve` on a free port; a context manager that stops it and wants exit 0."""

    def __init__(self, data, now=TODAY):
        self.process = subprocess.Popen(
            [Settings.program, "serve", "--data", str(data), "--listen", "127.0.0.1:0",
             *(["--now", now] if now else [])],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
        line = self.process.stdout.readline()
        found = re.match(r"READY http://127\.0\.0\.1:(\d+)(/.*)$", line)
        if not found:
            raise AssertionError(f"serve did not start: {line}{self.process.stderr.read()}")
        self.port = int(found[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        status = self.process.wait(timeout=20)
        errors = self.process.stderr.read()
        self.process.stdout.close()
        self.process.stderr.close()
        if _[0] is None and (status != 0 or errors):
            raise AssertionError(f"serve ended with {status}: {errors}")

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()

    def get(self, target, headers=None, method="GET", body=None, timeout=20):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.putrequest(method, target, skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return Answer(answer.status, answer.getheaders(), answer.read())
        finally:
            connection.close()

    def socket(self, timeout=20):
        return socket.create_connection(("127.0.0.1", self.port), timeout=timeout)

    def raw(self, request, timeout=20):
        """Sends bytes, reads until the server closes."""
        with self.socket(timeout) as stream:
            with contextlib.suppress(ConnectionError):
                stream.sendall(request)
            return read_to_end(stream)


def read_to_end(stream):
    pieces = []
    with contextlib.suppress(ConnectionError):
        while piece := stream.recv(65536):
            pieces.append(piece)
    return b"".join(pieces)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--store", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--work", type=pathlib.Path, help="folder to work in, emptied first")
    parser.add_argument("--lines", type=int, default=20000, help="how many lines an import of an old site has")
    parser.add_argument("--seed", type=int, default=20220122)
    arguments, rest = parser.parse_known_args()
    Settings.program = str(pathlib.Path(arguments.program).absolute())
    Settings.store = arguments.store
    Settings.seed = arguments.seed
    Settings.lines = arguments.lines
    with contextlib.ExitStack() as stack:
        if arguments.work is None:
            Settings.work = pathlib.Path(stack.enter_context(tempfile.TemporaryDirectory()))
        else:
            shutil.rmtree(arguments.work, ignore_errors=True)
            arguments.work.mkdir(parents=True)
            Settings.work = arguments.work.absolute()
        unittest.main(argv=[sys.argv[0], *rest], verbosity=2)
