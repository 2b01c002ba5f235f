"""Runs an eval of GradBench against a tool, as GradBench's own intermediary does, and says what was valid.

    git clone https://github.com/gradbench/gradbench && cd gradbench
    make -C cpp && make -C tools/manual && pip install python/gradbench
    python3 …/test/gradbench/drive.py --eval "python3 -m gradbench.evals.llsq.run -n 16" \\
        --tool "node --import …/dist/kernel/outside/register.js …/test/gradbench/run.ts"
"""

import argparse
import json
import shlex
import subprocess

def pipe(command):
    return subprocess.Popen(
        shlex.split(command),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--eval", required=True)
    parser.add_argument("--tool", required=True)
    args = parser.parse_args()
    asking, answering = pipe(args.eval), pipe(args.tool)
    last, times = "", []
    for line in asking.stdout:
        message = json.loads(line)
        if message["kind"] == "end":
            break
        answering.stdin.write(line)
        answering.stdin.flush()
        answer = answering.stdout.readline()
        response = json.loads(answer)
        if message["kind"] == "evaluate":
            last = f"{message['module']}::{message['function']} {message.get('description', '')}"
            if not response["success"]:
                print(f"{last}: FAILED {response.get('error')}", flush=True)
            times = [t["nanoseconds"] for t in response.get("timings") or [] if t["name"] == "evaluate"]
        if message["kind"] == "analysis":
            best = f"{min(times) / 1e6:.3f} ms" if times else ""
            error = message.get("error", "")
            print(f"{last}: {'valid' if message['valid'] else 'INVALID ' + error} {best}", flush=True)
        asking.stdin.write(answer)
        asking.stdin.flush()
    answering.stdin.close()


if __name__ == "__main__":
    main()
