"""Runs a notebook with nbclient, says which cell runs, and writes the result as a notebook and as a page.

usage: run_notebook.py NOTEBOOK RESULT.ipynb RESULT.html
"""

import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbconvert import HTMLExporter

CELL_SECONDS = 600


class Progress:
    """One line a cell: its first line of code, and how long it took."""

    def __init__(self, notebook):
        code = [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
        self.numbers = {index: number for number, index in enumerate(code, start=1)}
        self.started = 0.0

    def start(self, cell, cell_index):
        if cell_index not in self.numbers:
            return
        self.started = time.monotonic()
        title = cell.source.strip().splitlines()[0][:70] if cell.source.strip() else ""
        print(f"  [{self.numbers[cell_index]}/{len(self.numbers)}] {title:<70}", end=" ", flush=True)

    def end(self, cell, cell_index, execute_reply):
        print(f"{execute_reply['content']['status']:>5} {time.monotonic() - self.started:6.1f} s", flush=True)
        for output in cell.get("outputs", []):
            text = output.get("data", {}).get("text/plain") or output.get("text") or ""
            for line in text.strip().splitlines()[:12]:
                print(f"        {line[:110]}")


def main(source, result, page):
    notebook = nbformat.read(source, as_version=4)
    progress = Progress(notebook)
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        on_cell_start=progress.start,
        on_cell_executed=progress.end,
    )
    try:
        client.execute()
    except (CellExecutionError, DeadKernelError) as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    finally:
        nbformat.write(notebook, result)
    html, _ = HTMLExporter().from_notebook_node(notebook)
    with open(page, "w", encoding="utf-8") as out:
        out.write(html)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
