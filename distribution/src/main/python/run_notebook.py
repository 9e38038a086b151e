"""Runs a notebook with nbclient, says which cell runs, and writes the result as a notebook and as a page.

usage: run_notebook.py NOTEBOOK RESULT.ipynb RESULT.html
"""

import shutil
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbconvert import HTMLExporter

CELL_SECONDS = 600
LINES = 12  # of a text, before the rest is left to the page
TITLE = 70  # columns of a cell's first line
INDENT = " " * 8


def cut(line, width):
    return line if len(line) <= width else line[: max(0, width - 1)] + "…"


def in_brief(text, page):
    """Lines of a text for the terminal. Where they are cut, they say so."""
    lines = text.strip("\n").splitlines()
    width = shutil.get_terminal_size().columns - len(INDENT) if sys.stdout.isatty() else sys.maxsize
    for line in lines[:LINES]:
        yield cut(line, width)
    if len(lines) > LINES:
        yield f"... and {len(lines) - LINES} more lines, in {page}"


def text_of(output):
    return output.get("data", {}).get("text/plain") or output.get("text") or ""


def shows_nothing(output):
    """Whether an output is what is left of progress: a display that the cell emptied when it had ended."""
    return output.output_type == "display_data" and not any(output.data.values())


class Progress:
    """One line a cell: its first line of code, and how long it took."""

    def __init__(self, notebook, page):
        self.page = page
        code = [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
        self.numbers = {index: number for number, index in enumerate(code, start=1)}
        self.started = 0.0

    def start(self, cell, cell_index):
        if cell_index not in self.numbers:
            return
        self.started = time.monotonic()
        title = cut(cell.source.strip().splitlines()[0], TITLE) if cell.source.strip() else ""
        number = f"[{self.numbers[cell_index]}/{len(self.numbers)}]"
        print(f"  {number:<7} {title:<{TITLE}}", end=" ", flush=True)

    def end(self, cell, cell_index, execute_reply):
        print(f"{execute_reply['content']['status']:>5} {time.monotonic() - self.started:6.1f} s", flush=True)
        for output in cell.get("outputs", []):
            for line in in_brief(text_of(output), self.page):
                print(INDENT + line)


def main(source, result, page):
    notebook = nbformat.read(source, as_version=4)
    progress = Progress(notebook, page)
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
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = [output for output in cell.outputs if not shows_nothing(output)]
        nbformat.write(notebook, result)
    html, _ = HTMLExporter().from_notebook_node(notebook)
    with open(page, "w", encoding="utf-8") as out:
        out.write(html)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
