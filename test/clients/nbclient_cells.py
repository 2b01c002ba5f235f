"""Runs cells by nbclient in one kernel and prints what each came to, as JSON."""

import json

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError

found = {}
notebook = nbformat.v4.new_notebook()
client = NotebookClient(notebook, kernel_name="nabla", timeout=60)


def run(source, allow_errors=False, timeout=60, interrupt=False):
    client.allow_errors, client.timeout, client.interrupt_on_timeout = allow_errors, timeout, interrupt
    cell = nbformat.v4.new_code_cell(source)
    notebook.cells.append(cell)
    client.execute_cell(cell, len(notebook.cells) - 1)
    return cell.outputs


with client.setup_kernel():
    run("const a = 6;")
    try:
        run("throw new RangeError('no')")
    except CellExecutionError as error:
        found["a cell that fails"] = f"CellExecutionError: {error.ename}"
    outputs = run("throw new RangeError('no')", allow_errors=True)
    found["a cell that fails where errors are allowed"] = outputs[0]["ename"]
    outputs = run("while (true) {}", timeout=2, interrupt=True, allow_errors=True)
    found["a cell that never ends, interrupted at the timeout"] = outputs[0]["ename"]
    found["what was set before"] = run("a * 7")[0]["data"]["text/plain"]
    kept = [run(f"console.log({n}); {n}") for n in range(100)]
    kept = [o[0]["text"] + o[1]["data"]["text/plain"] for o in kept if len(o) == 2]
    found["a hundred cells that print and show"] = str(sum(o == f"{n}\n{n}" for n, o in enumerate(kept)))
    try:
        run("while (true) {}", timeout=2)
    except CellTimeoutError as error:
        found["a cell that never ends"] = type(error).__name__

print(json.dumps(found))
