"""alongside serve: the site."""

import logging
import multiprocessing
import os
import socket
from contextlib import closing

import click

from alongside.house.command import Refusal, start_django


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--workers", default=1, show_default=True, help="Web processes. Leave it at 1 on the embedded database.")
@click.option("--no-rounds", is_flag=True, help="Do not carry on what waits; run “alongside rounds” beside it.")
def command(host: str, port: int, workers: int, no_rounds: bool) -> None:
    """Serve the site, and carry on what waits. Brings the database up to date by itself."""
    start_django()
    from alongside.ground import memory
    from alongside.house import logs, measuring, tables

    logs.catch_the_uncaught()
    memory.be_sparing()
    os.environ.setdefault("MALLOC_ARENA_MAX", str(memory.FEW_ARENAS))  # for the workers: read when they start
    check_port(host, port)
    tables.bring_up_to_date()
    with measuring.shown():
        serve(host=host, port=port, workers=workers, with_rounds=not no_rounds)


def check_port(host: str, port: int) -> None:
    """See that nobody listens there yet. The server would share the port, and visitors meet either site by chance."""
    with closing(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as taken:
            reason = f"{host}:{port} cannot be listened on ({taken.strerror}). Choose another port with --port."
            raise Refusal(reason) from taken


def serve(*, host: str, port: int, workers: int, with_rounds: bool) -> None:
    """Run web workers until stopped. The rounds go in this process, beside the workers: they have no request to delay."""
    from django.conf import settings
    from granian.constants import Interfaces
    from granian.server import Server

    from alongside.rounds.watch import Walkers

    multiprocessing.set_start_method("spawn", force=True)  # a fork beside the rounds' thread could copy a held lock
    logging.getLogger("alongside").info("serving on http://%s:%d", host, port)
    server = Server(
        "alongside.house.server.app:application", address=host, port=port, workers=workers, interface=Interfaces.RSGI,
        websockets=False, respawn_failed_workers=True, log_access=False, log_dictconfig=settings.LOGGING,
    )  # fmt: skip
    walkers = Walkers()
    if with_rounds:
        walkers.start()
    try:
        server.serve()
    finally:
        if with_rounds:
            walkers.stop()
