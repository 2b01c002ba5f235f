"""jupyter_kernel_test, the Jupyter project's own suite, on this kernel.

Prints one JSON object a test: {"name", "outcome": "passed" | "failed" | "skipped", "detail"}.
A test whose subtests alone were skipped has passed: the suite skips the kinds of history that are optional.
"""

import json
import unittest

import jupyter_kernel_test


class NablaTests(jupyter_kernel_test.KernelTests):
    kernel_name = "nabla"
    language_name = "typescript"
    file_extension = ".ts"

    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("to the error stream")'
    code_generate_error = 'throw new Error("on purpose")'
    code_inspect_sample = "Math.sqrt"
    code_clear_output = "clearOutput()"
    code_page_something = "page(md`# Help`)"
    completion_samples = [
        {"text": "Math.cbr", "matches": {"cbrt"}},
        {"text": "const word = 'a'; word.toUpp", "matches": {"toUpperCase"}},
    ]
    complete_code_samples = [
        "1 + 1",
        "const twice = (x: number): number => 2 * x",
        "for (const i of [1, 2]) {\n  console.log(i)\n}",
        "await Promise.resolve(1)",
    ]
    incomplete_code_samples = [
        "function twice(x: number) {",
        "[1, 2,",
        "`a template that goes on",
        "/* a comment that goes on",
    ]
    invalid_code_samples = ["const = 3", "1 + * 2)"]
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "'nab' + 'la'", "result": "'nabla'"},
        {"code": "[1, 2, 3]", "result": "[ 1, 2, 3 ]"},
    ]
    code_display_data = [
        {"code": "display(html`<b>bold</b>`)", "mime": "text/html"},
        {"code": "display(svg`<svg xmlns='http://www.w3.org/2000/svg'/>`)", "mime": "image/svg+xml"},
    ]
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6 *"


class NablaWelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "nabla"
    support_iopub_welcome = True


class JsonResult(unittest.TestResult):
    """Collects one outcome a test; a failing subtest fails its test."""

    outcome, detail = "passed", ""

    def startTest(self, test):
        super().startTest(test)
        self.outcome, self.detail = "passed", ""

    def fail(self, error, test):
        self.outcome = "failed"
        self.detail += self._exc_info_to_string(error, test)

    def addError(self, test, error):
        self.fail(error, test)
        if not isinstance(test, unittest.TestCase):  # setUpClass: no test ran
            print(json.dumps({"name": "start", "outcome": "failed", "detail": self.detail}))

    def addFailure(self, test, error):
        self.fail(error, test)

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.fail(error, test)

    def addSkip(self, test, reason):
        if isinstance(test, (NablaTests, NablaWelcomeTests)):
            self.outcome, self.detail = "skipped", reason

    def stopTest(self, test):
        super().stopTest(test)
        name = test.id().rsplit(".", 1)[-1]
        print(json.dumps({"name": name, "outcome": self.outcome, "detail": self.detail}))


if __name__ == "__main__":
    for tests in (NablaTests, NablaWelcomeTests):
        unittest.defaultTestLoader.loadTestsFromTestCase(tests).run(JsonResult())
