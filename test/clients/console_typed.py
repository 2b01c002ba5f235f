"""Types into `jupyter console` through a pseudo-terminal and prints what it saw, as JSON."""

import json
import os
import sys
import time

import pexpect

found = {}
environment = {**os.environ, "TERM": "dumb", "PROMPT_TOOLKIT_NO_CPR": "1"}
console = pexpect.spawn(
    sys.executable,
    ["-m", "jupyter_console", "--kernel", "nabla", "--simple-prompt", "--ZMQTerminalInteractiveShell.image_handler=None"],
    env=environment, encoding="utf8", timeout=60, dimensions=(40, 200),
)


def expect(pattern):
    console.expect(pattern)


expect("(Nabla) ")
found["greets with the banner"] = "Nabla"
expect(r"In \[1\]: ")
console.sendline("const a = 6; a * 7")
expect(r"Out\[1\]: 42")
found["shows a result"] = "42"
expect(r"In \[2\]: ")
console.sendline("`hello ${input('who? ')}`")
expect("who\\? ")
console.sendline("Ada")
expect("hello Ada'")
found["asks for input"] = "hello Ada"
expect(r"In \[3\]: ")
console.sendline("`secret of ${password('word? ').length} letters`")
expect("word\\? ")
time.sleep(0.5)
console.sendline("xyzzyq")
expect("secret of 6 letters'")
if "xyzzyq" not in console.before:
    found["does not show a password"] = "secret of 6 letters"
expect(r"In \[4\]: ")
console.sendline("throw new RangeError('no')")
expect("RangeError.{0,12}: no")
found["shows an error and goes on"] = "RangeError"
expect(r"In \[5\]: ")
console.sendline("console.log('in'); while (true) {}")
expect("in\r?\n")
time.sleep(0.5)
console.sendintr()
expect("KeyboardInterrupt")
expect(r"In \[6\]: ")
console.sendline("`still ${a * 7}`")
expect("still 42'")
found["is interrupted by Ctrl-C and keeps its state"] = "still 42"
expect(r"In \[7\]: ")
console.sendline("exit")
console.expect(pexpect.EOF)
found["ends at the word exit"] = "ended"
print(json.dumps(found))
