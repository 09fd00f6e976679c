"""JupyterLab on the exploring notebook, on this machine alone."""

from __future__ import annotations

import os
import secrets
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import analysis
from analysis.publishing import briefings

HERE = "127.0.0.1"
NOTEBOOK = "explore.ipynb"
SETTINGS = Path(analysis.__file__).parent / "data" / "lab"  # nor is the user asked whether to ask it


def open_lab(seeds: Path, tell: Callable[[str], None]) -> None:
    """Serve JupyterLab on a free port until it is stopped; `tell` is given the address, with its token, once it answers.

    Raises ParameterError where the notebooks are not there.
    """
    from jupyterlab.labapp import LabApp  # type: ignore[import-untyped]  # ships no types

    folder = briefings.notebooks_folder()
    os.environ["ANALYSIS_SEEDS"] = str(seeds.absolute())  # kernels begin from the environment of the server
    port, token, page = _free_port(), secrets.token_urlsafe(24), f"/lab/tree/{folder.name}/{NOTEBOOK}"
    settings = {
        "ServerApp.ip": HERE,
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.root_dir": folder.parent,
        "ServerApp.allow_root": True,  # as in a container; whoever is root can already do what a notebook can
        "ServerApp.log_level": "CRITICAL",
        "LabApp.log_level": "CRITICAL",
        "IdentityProvider.token": token,
        "LabApp.default_url": page,
        # Nothing is asked of the network.
        "LabApp.check_for_updates_class": "jupyterlab.handlers.announcements.NeverCheckForUpdate",
        "LabApp.news_url": None,
        "LabApp.extension_manager": "readonly",
        "LabApp.app_settings_dir": SETTINGS,
    }
    server = LabApp.initialize_server(argv=[f"--{name}={value}" for name, value in settings.items()])
    if signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
        # Its own way asks first, and where nobody can answer breaks off in the middle of a request, whose thread then
        # keeps the process for ever.
        signal.signal(signal.SIGINT, lambda *_: server.stop(from_signal=True))
    server.io_loop.add_callback(tell, f"http://{HERE}:{port}{page}?token={token}")
    server.start()


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind((HERE, 0))
        port: int = asked.getsockname()[1]
        return port
