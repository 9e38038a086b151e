"""The conformance suite of the Jupyter project against the PySpark kernel and a pool that runs.

It is run by hand and by the end-to-end tests: python conformance_pyspark.py, with the kernel sluice-pyspark installed.
"""

import unittest

import jupyter_kernel_test
from jupyter_client.manager import start_new_kernel

# The first cell starts a Spark session, which takes longer than the suite waits for a cell.
SESSION_TIMEOUT = 180


class Conformance(jupyter_kernel_test.KernelTests):
    kernel_name = "sluice-pyspark"
    language_name = "python"
    file_extension = ".py"
    code_hello_world = "print('hello, world')"
    code_stderr = "import sys; print('careful', file=sys.stderr)"
    completion_samples = [{"text": "%%sqlp", "matches": {"%%sqlpool"}}]
    complete_code_samples = ["1", "print('a')", "%%sql\nSELECT 1"]
    incomplete_code_samples = ["def f():", "print('a',", "%%sql"]
    invalid_code_samples = ["import = 7q"]
    code_page_something = "%sqlpool?"
    code_generate_error = "raise ValueError('on purpose')"
    code_execute_result = [{"code": "1 + 2", "result": "3"}, {"code": "2 + 3", "result": "5"}]
    code_display_data = [{"code": "%sqlpool help\n1", "mime": "text/plain"}]
    code_history_pattern = "1?+*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "%%sqlpool"
    code_clear_output = "print('\\033[2J')"

    def execute_helper(self, code, **options):
        """Says why a cell failed: the suite itself shows no more than that it did."""
        reply, messages = super().execute_helper(code, **options)
        if reply["content"]["status"] != "ok":
            print(f"{code!r}: {reply['content'].get('ename')}: {reply['content'].get('evalue')}")
        return reply, messages

    @classmethod
    def setUpClass(cls):
        cls.km, cls.kc = start_new_kernel(kernel_name=cls.kernel_name)
        cls.kc.execute_interactive("1", timeout=SESSION_TIMEOUT)


class Welcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "sluice-pyspark"
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main(verbosity=2)
