/**
 * The worker thread: sockets, session and the connection to the compiler. It never runs a line of the user's, so
 * heartbeat, control and output go on whatever a cell does. The sockets are bound before anything heavy is loaded.
 */
import { writeSync } from "node:fs";
import { parentPort, workerData, type MessagePort } from "node:worker_threads";
import { startCompiler } from "../compile/client.js";
import { historyFile } from "../install/places.js";
import type { SharedRing } from "../run/ring.js";
import { Dispatcher } from "../session/dispatch.js";
import { History } from "../session/history.js";
import { HistoryFile } from "../session/history-file.js";
import { Kernel } from "../session/kernel.js";
import { LastWords } from "../session/last-words.js";
import { MainInspector } from "../session/main-inspector.js";
import { MainThread } from "../session/main-thread.js";
import { Publisher } from "../session/publisher.js";
import { readConnection } from "./connection.js";
import { register } from "./handshake.js";
import { watchParent } from "./parent.js";
import { onSigint } from "./signals.js";
import { Wire } from "./wire.js";
import { ZeroMQTransport } from "./zeromq.js";

/** What main hands to the worker. */
export interface WorkerData {
  readonly connectionFile: string;
  readonly ring: SharedRing;
  readonly answers: MessagePort;
  /** The most that main's heap may hold, in bytes. */
  readonly heapLimit: number;
  /** The notebook's folder. */
  readonly folder: string;
}

/**
 * How long the compiler's process waits for the first question, which every client asks at once and which needs none, in
 * milliseconds: starting a process holds up this thread.
 */
const headStart = 25;

async function serve(port: MessagePort, data: WorkerData): Promise<void> {
  const connection = readConnection(data.connectionFile);
  const transport = new ZeroMQTransport(connection);
  const wire = new Wire(connection.key);
  const { answers, ring, heapLimit } = data;
  const { folder } = data;
  const compiler = startCompiler({ folder });
  const log = (line: string): void => {
    writeSync(2, `${line}\n`);
  };
  const lastWords = new LastWords(data.connectionFile);
  if (lastWords.before !== undefined) log(`nabla: ${lastWords.before}`);
  const inspector = new MainInspector();
  const runner = new MainThread({
    ...{ port, answers, ring, heapLimit, inspector, lastWords, log },
  });
  const history = new History(new HistoryFile(historyFile(), log), log);
  const parts = { transport, wire, compiler, runner, history, folder };
  const kernel = new Kernel({ ...parts, inspector });
  kernel.before = lastWords.before;
  const dispatcher = new Dispatcher(kernel, wire, log);
  runner.listen(new Publisher(kernel, () => dispatcher.settled()));
  await transport.open(dispatcher);
  await register(connection, transport.ports(), wire).catch(
    async (error: unknown) => {
      await transport.close();
      throw error;
    },
  );
  setTimeout(() => {
    compiler.start();
  }, headStart);
  kernel.session.status("starting", undefined);
  onSigint(() => void kernel.interrupt());
  watchParent(() => void kernel.leave());
}

if (parentPort !== null) void serve(parentPort, workerData as WorkerData);
