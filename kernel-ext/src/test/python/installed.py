"""The kernels as they are installed, without a pool."""

import sys
import time
import unittest

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import start_new_kernel

NAMES = {"sluice-pyspark": "python", "sluice-scala": "scala", "sluice-sql": "sql"}


class Installed(unittest.TestCase):
    def test_each_language_starts_and_says_what_is_missing(self):
        for name, language in NAMES.items():
            with self.subTest(name=name):
                begun = time.monotonic()
                manager, client = start_new_kernel(kernel_name=name)
                print(f"{name} was ready after {time.monotonic() - begun:.1f} s", file=sys.stderr)
                try:
                    info = client.kernel_info(reply=True, timeout=10)["content"]
                    self.assertEqual(language, info["language_info"]["name"])
                    reply = client.execute_interactive("SELECT 1", timeout=30)["content"]
                    self.assertEqual("The local pool is not running. Start it: ./sluice up", reply["evalue"])
                    reply = client.execute_interactive("%sqlpool help", timeout=10, output_hook=lambda message: None)
                    self.assertEqual("ok", reply["content"]["status"])
                finally:
                    client.stop_channels()
                    manager.shutdown_kernel()

    def test_spec_has_its_logo(self):
        for name in NAMES:
            spec = KernelSpecManager().get_kernel_spec(name)
            self.assertEqual("message", spec.interrupt_mode)


if __name__ == "__main__":
    unittest.main(verbosity=2)
