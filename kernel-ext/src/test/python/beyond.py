"""What the conformance suite leaves out."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import unittest
from queue import Empty

import zmq
from jupyter_client.manager import start_new_kernel

KERNEL = "sluice-scripted"


class Running(unittest.TestCase):
    """Tests that share one kernel."""

    @classmethod
    def setUpClass(cls):
        cls.manager, cls.client = start_new_kernel(kernel_name=KERNEL)

    @classmethod
    def tearDownClass(cls):
        cls.client.stop_channels()
        cls.manager.shutdown_kernel()

    def reply(self, message_id, channel="shell", timeout=10):
        """The reply to a request. Replies to others that come before it are kept for their turn."""
        kept = self.__dict__.setdefault("kept", {})
        while message_id not in kept:
            message = getattr(self.client, f"get_{channel}_msg")(timeout=timeout)
            self.assertIn("status", message["content"])
            kept[message["parent_header"]["msg_id"]] = message["content"]
        return kept.pop(message_id)

    def published(self, message_id, timeout=10):
        """All publications of a request, up to its idle."""
        found = []
        while True:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != message_id:
                continue
            found.append((message["msg_type"], message["content"]))
            if message["content"].get("execution_state") == "idle":
                return found

    def run_cell(self, code, **options):
        message_id = self.client.execute(code, **options)
        return self.reply(message_id), [kind for kind, _ in self.published(message_id)]

    def request(self, kind, content, channel="shell"):
        message = self.client.session.msg(kind, content)
        getattr(self.client, f"{channel}_channel").send(message)
        return message["header"]["msg_id"]

    def await_sleeping(self, message_id):
        while True:
            message = self.client.get_iopub_msg(timeout=10)
            if message["parent_header"].get("msg_id") == message_id and message["msg_type"] == "stream":
                return

    def test_silent_cell_publishes_nothing_and_does_not_count(self):
        before, _ = self.run_cell("say a")
        silent, published = self.run_cell("say a", silent=True)
        self.assertEqual(["status", "status"], published)
        self.assertEqual(before["execution_count"], silent["execution_count"])
        failed, published = self.run_cell("boom", silent=True)
        self.assertEqual("error", failed["status"])
        self.assertEqual(["status", "status"], published)

    def test_cell_outside_history_is_not_remembered(self):
        before, _ = self.run_cell("say remembered")
        after, published = self.run_cell("say forgotten", store_history=False)
        self.assertEqual(before["execution_count"], after["execution_count"])
        self.assertIn("stream", published)
        history = self.reply(self.client.history(hist_access_type="tail", n=1))["history"]
        self.assertEqual("say remembered", history[0][2])

    def test_user_expressions_come_with_the_reply(self):
        reply, _ = self.run_cell("say a", user_expressions={"x": "value 7", "y": "boom no", "z": "say b"})
        values = reply["user_expressions"]
        self.assertEqual({"text/plain": "7"}, values["x"]["data"])
        self.assertEqual(("error", "Boom"), (values["y"]["status"], values["y"]["ename"]))
        self.assertEqual("ok", values["z"]["status"])

    def test_failure_aborts_the_cells_that_wait(self):
        ids = [self.client.execute(code) for code in ("sleep", "say a", "say b")]
        self.await_sleeping(ids[0])
        self.manager.interrupt_kernel()
        self.assertEqual(["error", "aborted", "aborted"], [self.reply(i)["status"] for i in ids])
        reply, _ = self.run_cell("say after")
        self.assertEqual("ok", reply["status"])

    def test_failure_aborts_nothing_if_told_so(self):
        ids = [self.client.execute(code, stop_on_error=False) for code in ("boom", "say a")]
        self.assertEqual(["error", "ok"], [self.reply(i)["status"] for i in ids])

    def test_defect_fails_the_cell_only(self):
        reply, published = self.run_cell("crash")
        self.assertEqual(("error", "IllegalStateException"), (reply["status"], reply["ename"]))
        self.assertIn("error", published)
        self.assertEqual("error", self.reply(self.client.complete("crash"))["status"])
        self.assertEqual("ok", self.run_cell("say a")[0]["status"])

    def test_progress_updates_its_display_and_is_cleared(self):
        message_id = self.client.execute("progress")
        published = self.published(message_id)
        shown = [(k, c["data"]["text/plain"]) for k, c in published if "data" in c]
        self.assertEqual([("display_data", "0 %"), ("update_display_data", "50 %")], shown)
        self.assertEqual(1, len({c["transient"]["display_id"] for _, c in published if "data" in c}))
        self.assertEqual([{"wait": False}], [c for k, c in published if k == "clear_output"])
        self.reply(message_id)

    def test_json_form_is_a_tree(self):
        message_id = self.client.execute("bundle a")
        data = [c["data"] for k, c in self.published(message_id) if k == "execute_result"]
        self.assertEqual([{"text/plain": "a", "application/json": {"rows": [1]}}], data)
        self.reply(message_id)

    def test_terminal_clear_clears_the_output(self):
        message_id = self.client.execute("clear new")
        found = [(k, c.get("text", "")) for k, c in self.published(message_id)]
        self.assertEqual([("clear_output", ""), ("stream", "new")], found[2:4])
        self.reply(message_id)

    def test_interrupt_on_control_ends_the_cell(self):
        message_id = self.client.execute("sleep")
        self.await_sleeping(message_id)
        self.manager.interrupt_kernel()
        self.assertEqual("Interrupted", self.reply(message_id)["ename"])

    def test_interrupt_on_shell_ends_the_cell(self):
        message_id = self.client.execute("sleep")
        self.await_sleeping(message_id)
        self.assertEqual("ok", self.reply(self.request("interrupt_request", {}))["status"])
        self.assertEqual("Interrupted", self.reply(message_id)["ename"])

    def test_questions_are_answered_while_a_cell_runs(self):
        message_id = self.client.execute("sleep")
        self.await_sleeping(message_id)
        self.assertEqual(["value"], self.reply(self.client.complete("va"))["matches"])
        self.assertTrue(self.reply(self.client.inspect("value"))["found"])
        self.assertEqual("complete", self.reply(self.client.is_complete("say a"))["status"])
        info = self.reply(self.request("kernel_info_request", {}, "control"), "control")
        self.assertEqual("5.5", info["protocol_version"])
        last = None
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=0.5)
            except Empty:
                break
            if message["msg_type"] == "status":
                last = (message["content"]["execution_state"], message["parent_header"]["msg_id"])
        self.assertEqual(("busy", message_id), last)
        self.manager.interrupt_kernel()
        self.reply(message_id)

    def test_positions_count_characters(self):
        reply = self.reply(self.client.complete("\U0001f600 va", 4))
        self.assertEqual((["value"], 2, 4), (reply["matches"], reply["cursor_start"], reply["cursor_end"]))

    def test_comms_are_closed_at_once(self):
        self.assertEqual({}, self.reply(self.client.comm_info())["comms"])
        message_id = self.request("comm_open", {"comm_id": "c1", "target_name": "none", "data": {}})
        found = [(k, c.get("comm_id")) for k, c in self.published(message_id)]
        self.assertIn(("comm_close", "c1"), found)

    def test_unsupported_requests_are_refused(self):
        for kind in ("create_subshell_request", "debug_request", "connect_request"):
            reply = self.reply(self.request(kind, {}, "control"), "control")
            self.assertEqual("error", reply["status"])
            self.assertEqual(f"Unsupported request '{kind}': the Sluice kernel does not offer it", reply["evalue"])
        self.request("curious_message", {})
        self.assertEqual("ok", self.run_cell("say a")[0]["status"])

    def test_heartbeat_beats(self):
        with open(self.manager.connection_file, encoding="utf-8") as file:
            connection = json.load(file)
        with zmq.Context() as context, context.socket(zmq.REQ) as heart:
            heart.connect(f"tcp://{connection['ip']}:{connection['hb_port']}")
            heart.send(b"ping")
            self.assertTrue(heart.poll(10_000))
            self.assertEqual(b"ping", heart.recv())

    def test_empty_cell_succeeds(self):
        reply, _ = self.run_cell("  \n")
        self.assertEqual("ok", reply["status"])

    def test_bad_messages_do_not_kill_a_channel(self):
        shell = self.client.shell_channel.socket
        parts = self.client.session.serialize(self.client.session.msg("kernel_info_request", {}))
        for frames in (
            [b""],
            [b"nonsense"],
            [b"<IDS|MSG>"],
            [b"<IDS|MSG>", b"wrong", *parts[2:]],
            [*parts[:1], b"", *parts[2:]],
            [*parts[:4]],
        ):
            shell.send_multipart(frames)
        for content in (b"{", b"[]", b"null", b"\xff\xfe"):
            signed = [parts[2], parts[3], parts[4], content]
            shell.send_multipart([b"<IDS|MSG>", self.client.session.sign(signed), *signed])
        with open(self.manager.connection_file, encoding="utf-8") as file:
            connection = json.load(file)
        for port in ("shell_port", "control_port", "iopub_port", "stdin_port", "hb_port"):
            with socket.create_connection((connection["ip"], connection[port])) as stranger:
                stranger.sendall(b"GET / HTTP/1.1\r\n\r\n" + bytes(range(256)))
        reply, published = self.run_cell("say a")
        self.assertEqual("ok", reply["status"])
        self.assertIn("stream", published)
        self.assertEqual("ok", self.reply(self.request("interrupt_request", {}, "control"), "control")["status"])


class Ending(unittest.TestCase):
    """How a kernel's process ends."""

    def start(self):
        manager, client = start_new_kernel(kernel_name=KERNEL)
        self.addCleanup(manager.shutdown_kernel, now=True)
        self.addCleanup(client.stop_channels)
        return manager, client, manager.provisioner.process

    def test_shutdown_replies_and_ends_in_its_window(self):
        manager, client, process = self.start()
        client.execute_interactive("closeslowly", timeout=10)
        begun = time.monotonic()
        message = client.session.msg("shutdown_request", {"restart": True})
        client.control_channel.send(message)
        reply = client.get_control_msg(timeout=5)
        self.assertEqual(("shutdown_reply", {"status": "ok", "restart": True}), (reply["msg_type"], reply["content"]))
        self.assertEqual(0, process.wait(timeout=5))
        self.assertLess(time.monotonic() - begun, 5)

    def test_shutdown_ends_while_a_cell_runs(self):
        manager, client, process = self.start()
        client.execute("sleep")
        client.shutdown()
        self.assertEqual(0, process.wait(timeout=5))

    def test_restart_gives_a_fresh_kernel(self):
        manager, client, process = self.start()
        client.execute_interactive("say a", timeout=10)
        manager.restart_kernel()
        client.wait_for_ready(timeout=30)
        self.assertEqual(1, client.execute_interactive("say a", timeout=10)["content"]["execution_count"])

    def test_sigterm_ends_it(self):
        manager, client, process = self.start()
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=5)

    def test_kernel_ends_with_its_parent(self):
        code = (
            "from jupyter_client.manager import start_new_kernel; import os, time\n"
            f"m, c = start_new_kernel(kernel_name={KERNEL!r})\n"
            "print(m.provisioner.process.pid, flush=True); time.sleep(600)"
        )
        parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        try:
            kernel = int(parent.stdout.readline())
        finally:
            parent.kill()
            parent.wait()
            parent.stdout.close()
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline and running(kernel):
            time.sleep(0.1)
        self.assertFalse(running(kernel), "the kernel outlived its parent")


def running(pid):
    try:
        os.kill(pid, 0)
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


if __name__ == "__main__":
    unittest.main(verbosity=2)
