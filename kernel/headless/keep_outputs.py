"""nbconvert's execution of a notebook, except that what a failing cell has shown, and its error, stay in the notebook."""

from nbclient.exceptions import CellExecutionError
from nbconvert.preprocessors import ExecutePreprocessor
from nbformat.v4 import new_output


class Stopped(Exception):
    """The kernel is gone, or a cell took too long."""


class KeepOutputs(ExecutePreprocessor):
    def preprocess_cell(self, cell, resources, index):
        try:
            return super().preprocess_cell(cell, resources, index)
        except CellExecutionError:
            raise
        except Exception as error:
            lines = str(error).strip().splitlines()
            cell.outputs.append(
                new_output(
                    "error",
                    ename=type(error).__name__,
                    evalue=lines[0] if lines else "",
                    traceback=lines,
                )
            )
            raise Stopped from error

    def preprocess(self, nb, resources=None, km=None):
        try:
            return super().preprocess(nb, resources, km)
        except (CellExecutionError, Stopped):
            return self.nb, resources
