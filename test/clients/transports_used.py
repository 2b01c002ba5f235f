"""Speaks with the kernel over encrypted and file sockets by jupyter_client and prints what came of it, as JSON."""

import json
import os
import tempfile

import zmq
from jupyter_client import KernelManager

found = {}


def evaluate(client, code, **options):
    shown = []

    def hook(message):
        if message["msg_type"] == "execute_result":
            shown.append(message["content"]["data"]["text/plain"])

    client.execute_interactive(code, output_hook=hook, timeout=60, **options)
    return "".join(shown)


def ready(manager):
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    return client


def answers_plainly(manager, port, kind):
    """Whether a socket that knows no keys gets anything at all from a port of the kernel."""
    socket = zmq.Context.instance().socket(kind)
    socket.linger = 0
    if kind == zmq.SUB:
        socket.subscribe(b"")
    socket.connect(f"tcp://{manager.ip}:{port}")
    if kind != zmq.SUB:
        socket.send(b"ping")
    heard = bool(socket.poll(500))
    socket.close()
    return heard


manager = KernelManager(kernel_name="nabla", transport_encryption="required")
manager.start_kernel()
client = ready(manager)
found["curve: shell and iopub"] = evaluate(client, "6 * 7")
found["curve: stdin"] = evaluate(
    client, "input('who? ')", allow_stdin=True, stdin_hook=lambda message: client.input("Ada")
)
found["curve: heartbeat"] = client.hb_channel.is_beating()
request = client.session.msg("kernel_info_request")
client.control_channel.send(request)
found["curve: control"] = client.get_control_msg(timeout=60)["content"]["status"]
ports = {
    "shell": (manager.shell_port, zmq.DEALER),
    "control": (manager.control_port, zmq.DEALER),
    "stdin": (manager.stdin_port, zmq.DEALER),
    "iopub": (manager.iopub_port, zmq.SUB),
    "heartbeat": (manager.hb_port, zmq.REQ),
}
found["curve: answers without keys"] = [name for name, at in ports.items() if answers_plainly(manager, *at)]
client.stop_channels()
manager.restart_kernel(now=True)
client = ready(manager)
found["curve: after a restart"] = evaluate(client, "1 + 1")
client.stop_channels()
manager.shutdown_kernel()

with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    manager = KernelManager(kernel_name="nabla", transport="ipc")
    manager.start_kernel()
    client = ready(manager)
    found["ipc"] = evaluate(client, "6 * 7")
    client.stop_channels()
    manager.shutdown_kernel()

print(json.dumps(found))
