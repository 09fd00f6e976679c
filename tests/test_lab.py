"""`analysis lab`: JupyterLab on loopback, behind a token, on the exploring notebook."""

from __future__ import annotations

import os
import signal
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from terminals import at_a_terminal


@pytest.fixture(scope="module")
def address(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address that a running lab printed; Ctrl-C then ends it with 0."""
    home = tmp_path_factory.mktemp("jupyter")
    settings = {"BROWSER": "true", "JUPYTER_CONFIG_DIR": str(home), "JUPYTER_RUNTIME_DIR": str(home)}
    with at_a_terminal(
        "lab", cwd=root, env=os.environ | settings, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as lab:
        assert lab.stdout is not None
        yield lab.stdout.readline().strip()
        lab.send_signal(signal.SIGINT)
        assert 0 == lab.wait(timeout=60)


pytestmark = pytest.mark.skipif(os.name == "nt", reason="stops the server with a signal")


def test_address_opens_the_notebook(address: str) -> None:
    """The printed address is on this machine alone, holds a token and is answered with JupyterLab."""
    parts = urlsplit(address)
    assert ("127.0.0.1", "/lab/tree/notebooks/explore.ipynb") == (parts.hostname, parts.path)
    with urllib.request.urlopen(address, timeout=60) as page:
        assert 200 == page.status and b"JupyterLab" in page.read()


def test_without_the_token_nothing_is_told(address: str) -> None:
    """Whoever has no token cannot read the notebooks."""
    files = f"http://{urlsplit(address).netloc}/api/contents"
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(files, timeout=60)
    with urllib.request.urlopen(f"{files}?{urlsplit(address).query}", timeout=60) as answer:
        assert b"seeds" in answer.read()
