"""What a notebook holds that was saved after its cells had run."""

import unittest

import nbformat
from nbclient import NotebookClient

KERNEL = "sluice-scripted"


def outputs(*cells):
    """Runs cells and returns, of each, what the saved notebook holds: (type, text)."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, kernel_name=KERNEL, timeout=60, allow_errors=True).execute()
    saved = nbformat.reads(nbformat.writes(notebook), as_version=4)
    return [
        [
            (output.output_type, output.get("text") or output.get("ename") or output.data["text/plain"])
            for output in cell.outputs
        ]
        for cell in saved.cells
    ]


class Saved(unittest.TestCase):
    def test_no_progress_is_left(self):
        self.assertEqual(
            [
                [],
                [("stream", "a\n")],
                [("stream", "a\n")],
                [("error", "Boom")],
                [("execute_result", "b")],
            ],
            outputs("progress", "sayprogress a", "progresssay a", "progressboom", "progressvalue b"),
        )

    def test_what_was_shown_before_the_progress_is_kept_in_order(self):
        self.assertEqual(
            [[("display_data", "a"), ("stream", "b\n"), ("display_data", "c")]], outputs("progressbetween a b c")
        )


if __name__ == "__main__":
    unittest.main(verbosity=2)
