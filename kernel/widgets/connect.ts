/** Connects the widgets with the kernel that they run in. */
import { readParametersBy } from "./arguments.js";
import { connect, type Connection } from "./connection.js";
import { answerPages } from "./control.js";

export function connectWidgets({
  parameterNames,
  ...connection
}: Connection & {
  /** The names of a function's parameters. */
  readonly parameterNames: Parameters<typeof readParametersBy>[0];
}): void {
  connect(connection);
  readParametersBy(parameterNames);
  answerPages(connection.comms);
}
