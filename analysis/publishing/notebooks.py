"""Notebooks and how they are run: parameters checked first, then papermill, then everything volatile taken out.

Two ways lead to the same executed notebook. `papermill notebooks/year.ipynb out.ipynb` starts a Jupyter kernel, which
imports pandas and altair anew for every notebook; a build of forty notebooks would spend most of its time on that.
So the build registers one more papermill engine, `in-process`, which runs the cells in the IPython shell of its own
worker process: same cells, same outputs, and the imports are paid once per worker.

papermill only warns when it is given a parameter the notebook does not have, so `check` looks first.

>>> from pathlib import Path
>>> import tempfile, nbformat
>>> cell = nbformat.v4.new_code_cell('year: int = 2024  # a year', metadata={"tags": ["parameters"]})
>>> with tempfile.TemporaryDirectory() as folder:
...     path = Path(folder, "year.ipynb")
...     kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
...     nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel}), path)
...     check(path, {"yaer": 2024})
Traceback (most recent call last):
    ...
analysis.errors.ParameterError: notebook 'year' has no parameter 'yaer'; it has: year (int); did you mean 'year'?
"""

# IPython and nbformat annotate few of their functions.
# mypy: allow-untyped-calls

from __future__ import annotations

import contextlib
import io
import logging
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import papermill  # type: ignore[import-untyped]  # ships no types
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from papermill.engines import (  # type: ignore[import-untyped]
    Engine,
    NotebookExecutionManager,
    papermill_engines,
)
from papermill.exceptions import PapermillExecutionError  # type: ignore[import-untyped]
from traitlets import Type

from analysis.errors import AnalysisError, ParameterError, nearest

ENGINE = "in-process"
Parameters = Mapping[str, int | str]

_TYPES: dict[str, type] = {"int": int, "str": str}


def check(notebook: Path, parameters: Parameters) -> None:
    """Refuse parameters that the notebook does not declare, or whose type is not the declared one."""
    declared = {name: entry["inferred_type_name"] for name, entry in papermill.inspect_notebook(notebook).items()}
    offered = ", ".join(f"{name} ({kind})" for name, kind in declared.items())
    for name, value in parameters.items():
        if name not in declared:
            hint = nearest(name, declared)
            raise ParameterError(f"notebook '{notebook.stem}' has no parameter '{name}'; it has: {offered}{hint}")
        expected = _TYPES.get(declared[name])
        if expected is not None and type(value) is not expected:
            raise ParameterError(
                f"parameter '{name}' of notebook '{notebook.stem}' is {value!r}; it must be {declared[name]}"
            )


def run(notebook: Path, parameters: Parameters, *, engine: str | None = ENGINE) -> NotebookNode:
    """Return the notebook executed with these parameters, without times, paths or random identifiers.

    With `engine=None` papermill starts a Jupyter kernel of its own; the result is the same.
    """
    check(notebook, parameters)
    logging.getLogger("papermill").setLevel(logging.WARNING)
    papermill_engines.register(ENGINE, _InProcess)
    try:
        node = papermill.execute_notebook(
            notebook, None, dict(parameters), engine_name=engine, progress_bar=False, cwd=notebook.parent
        )
    except PapermillExecutionError as error:
        if error.ename == ParameterError.__name__:
            raise ParameterError(error.evalue) from None
        place = f"{notebook} with {dict(parameters)} failed in cell {error.exec_count}"
        raise AnalysisError(f"{place}: {error.ename}: {error.evalue}; source: {error.source}") from error
    return _settled(node, parameters)


def write(node: NotebookNode, path: Path) -> None:
    """Write an executed notebook; the same notebook gives the same bytes."""
    path.write_text(nbformat.writes(node, version=4) + "\n", encoding="utf-8", newline="\n")


def _settled(node: NotebookNode, parameters: Parameters) -> NotebookNode:
    node.metadata["papermill"] = {"parameters": dict(parameters)}
    node.metadata["language_info"] = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"}
    for place, cell in enumerate(node.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        cell["id"] = f"cell-{place:02d}"
    return node


class _Hook(DisplayHook):
    """Keeps what the last line of a cell shows, beside what the cell displays before it."""

    def __call__(self, result: object = None) -> None:
        if result is not None and isinstance(self.shell, _Shell) and not self.quiet():
            data, metadata = self.compute_format_data(result)
            self.update_user_ns(result)
            self.fill_exec_result(result)
            self.shell.shown.append({"data": data, "metadata": metadata, "result": True})


class _Shell(InteractiveShell):
    """The one IPython shell of a process, which keeps what is shown instead of printing it."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(CapturingDisplayPublisher)
    unshown: BaseException | None = None  # what went wrong when something was to be shown, which IPython only prints

    def showtraceback(self, exc_tuple: Any = None, *args: Any, **kwargs: Any) -> None:
        """Keep an error instead of printing it."""
        self.unshown = sys.exc_info()[1] if exc_tuple is None else exc_tuple[1]

    @property
    def shown(self) -> list[dict[str, object]]:
        """What was shown since the list was last cleared, in order."""
        published = self.display_pub
        assert isinstance(published, CapturingDisplayPublisher)
        return published.outputs


class _InProcess(Engine):  # type: ignore[misc]  # papermill ships no types
    """A papermill engine that runs the cells in this very process."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, log_output: bool = False, **kwargs: object
    ) -> None:
        """Run the code cells in order; after the first that fails, none runs."""
        shell = _shell()
        number = 0
        for place, cell in enumerate(nb_man.nb.cells):
            nb_man.cell_start(cell, place)
            if cell.cell_type == "code" and cell.source.strip():
                number += 1
                cell.execution_count = number
                cell.outputs, failed = _executed(shell, cell.source, number)
                if failed:
                    nb_man.cell_exception(cell, place)
                    nb_man.cell_complete(cell, place)
                    return
            nb_man.cell_complete(cell, place)


def _shell() -> _Shell:
    """Return the shell of this process with an empty namespace."""
    # A module of its own: IPython would put its namespace in the place of __main__, which new processes begin from.
    shell: _Shell = _Shell.instance(user_module=ModuleType("__notebook__"))
    if shell.history_manager is not None:
        shell.history_manager.enabled = False  # no database in the user's home
    shell.reset(new_session=False)
    return shell


def _executed(shell: _Shell, source: str, number: int) -> tuple[list[NotebookNode], bool]:
    """Run one cell; return its outputs and whether it failed."""
    shell.shown.clear()
    shell.unshown = None
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        result = shell.run_cell(source, store_history=False)
    error = result.error_before_exec or result.error_in_exec or shell.unshown
    if error is not None:
        told = nbformat.v4.new_output("error", ename=type(error).__name__, evalue=str(error), traceback=[str(error)])
        return [told], True
    outputs = [
        nbformat.v4.new_output("stream", name=name, text=stream.getvalue())
        for name, stream in (("stdout", out), ("stderr", err))
        if stream.getvalue()
    ]
    for shown in shell.shown:
        kind, extra = ("execute_result", {"execution_count": number}) if "result" in shown else ("display_data", {})
        outputs.append(nbformat.v4.new_output(kind, data=shown["data"], metadata=shown["metadata"] or {}, **extra))
    return outputs, False
