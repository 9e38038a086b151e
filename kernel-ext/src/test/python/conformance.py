"""The conformance suite of the Jupyter project, with what the scripted kernel understands."""

import unittest

import jupyter_kernel_test


class Conformance(jupyter_kernel_test.KernelTests):
    kernel_name = "sluice-scripted"
    language_name = "python"
    file_extension = ".py"
    code_hello_world = "say hello, world"
    code_stderr = "warn careful"
    completion_samples = [{"text": "va", "matches": {"value"}}, {"text": "s", "matches": {"say", "show"}}]
    complete_code_samples = ["say a", "value b"]
    incomplete_code_samples = ["say {"]
    invalid_code_samples = ["bad"]
    code_page_something = "value?"
    code_generate_error = "boom"
    code_execute_result = [
        {"code": "value one", "result": "one"},
        {"code": "value two", "result": "two"},
        {"code": "value two", "result": "two"},
    ]
    code_display_data = [{"code": "show a", "mime": "text/plain"}, {"code": "show a", "mime": "text/html"}]
    code_history_pattern = "value tw?*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "value"
    code_clear_output = "clear"


class Welcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "sluice-scripted"
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main(verbosity=2)
