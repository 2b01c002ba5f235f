import type { MessagePort, Worker } from "node:worker_threads";
import { toFailure } from "../display/error.js";
import { leavePicturesBy, showFunctionsBy } from "../display/mime.js";
import type { Failure, ToMain } from "./channel.js";
import { Background } from "./background.js";
import { noteChildren } from "./children.js";
import { fillSlots } from "./context.js";
import { keepMethods, reachable } from "./intrinsics.js";
import { Comms, commsSymbol } from "./comms.js";
import { Debuggee, offerDebuggee } from "./debuggee.js";
import { Executor } from "./executor.js";
import { announceExit, survive } from "./faults.js";
import { offerInterrupt } from "./interrupt.js";
import { ModuleLoader } from "./modules.js";
import { connectNames, display, showProgress } from "./names.js";
import { Output } from "./output.js";
import type { Tensorlike } from "./previews.js";
import { importOnceUnheard } from "./quiet.js";
import { RingWriter, type SharedRing } from "./ring.js";
import { Scripts } from "./scripts.js";
import { shieldHooks } from "./shield.js";
import { captureStreams } from "./stdio.js";
import { watchTimers } from "./timers.js";

/** What main needs to run cells. */
export interface Start {
  readonly ring: SharedRing;
  readonly worker: Worker;
  /** The port on which answers come that main sleeps for. */
  readonly answers: MessagePort;
  /** The notebook's folder. */
  readonly folder: string;
  /** The address of the folder in which the kernel's own files lie. */
  readonly own: string;
}

/** How many lines a stack keeps: enough that the user's are there below the library's. */
const stackDepth = 30;

/** Makes main ready for cells; they come as messages of the worker, and wait until `names` are there. */
export async function startRunning(start: Start): Promise<void> {
  const { ring, worker, folder, own } = start;
  const output = new Output(new RingWriter(ring), ring.control, start.answers);
  const scripts = new Scripts(folder, own);
  connectNames(output);
  captureStreams(output);
  noteChildren(ring.control);
  survive(output, scripts);
  announceExit(output, ring);
  shieldHooks();
  const parts = await importParts();
  const { prelude, widgets, library, runtime, plot, png } = parts;
  await importOnceUnheard();
  const background = new Background(() => output.owner);
  const modules = new ModuleLoader(output, scripts, library, {
    ...runtime,
    ...background.runtime(),
  });
  fillSlots(prelude);
  const comms = offerComms(output);
  const cellRuntime = modules.runtimeIn(folder);
  const executor = new Executor(output, scripts, cellRuntime);
  offerDebuggee(new Debuggee(scripts, cellRuntime, isTensor(prelude.Tensor)));
  const work = {
    ...{ executor, output, background, scripts, modules, comms, prelude },
  };
  giveRequire(modules, folder);
  showFunctionsBy(prelude.displayFunction);
  leavePicturesBy((data) =>
    data instanceof png.PngToCome
      ? { pngOf: data.svg, zoom: data.zoom }
      : undefined,
  );
  plot.setFigureSink(display);
  library.setProgressSink(showProgress);
  const showFigures = (): void => {
    const figures = plot.takeUnshownFigures();
    for (let i = 0; i < figures.length; i++) display(figures[i]);
  };
  executor.atEnd(showFigures);
  const failure = (thrown: unknown): Failure =>
    toFailure(thrown, scripts.sourceOf);
  widgets.connectWidgets({
    ...{ comms, output, showFigures, failure },
    parameterNames: parts.parameterNames,
  });
  Error.stackTraceLimit = stackDepth;
  scripts.translateStacks();
  watchTimers(background);
  offerInterrupt(executor, output, background);
  const hear = (message: ToMain): void => {
    obey(message, work);
  };
  keepMethods(worker, "emit").on("message", reachable(hear));
}

/** What the worker's messages are about. */
interface Workplace {
  readonly executor: Executor;
  readonly output: Output;
  readonly background: Background;
  readonly scripts: Scripts;
  readonly modules: ModuleLoader;
  readonly comms: Comms;
  /** The preloaded names. */
  readonly prelude: Readonly<Record<string, unknown>>;
}

function obey(message: ToMain, work: Workplace): void {
  const { executor, output, comms } = work;
  switch (message.type) {
    case "run":
      executor.start(message.cell);
      return;
    case "ping":
      executor.settle();
      work.background.settle();
      output.send({ type: "pong", id: message.id, running: executor.running });
      return;
    case "comm":
      comms.hear(message.cell, message.comm, message.buffers);
      return;
    case "answer":
      output.answered(message.id, message.answer);
      return;
    case "forget":
      for (const slot of message.slots)
        Reflect.deleteProperty(globalThis, slot);
      fillSlots(work.prelude);
      return;
    case "changeFolder":
      move(message.folder, work);
      return;
    case "leave":
      process.exit(0);
  }
}

/** Cells that run from now on import from the folder; what older ones import stays where they were written. */
function move(folder: string, { executor, scripts, modules }: Workplace): void {
  process.chdir(folder);
  scripts.folder = folder;
  executor.useRuntime(modules.runtimeIn(folder));
  giveRequire(modules, folder);
}

function giveRequire(modules: ModuleLoader, folder: string): void {
  Reflect.set(globalThis, "require", modules.in(folder).require);
}

function offerComms(output: Output): Comms {
  const comms = new Comms(output);
  Object.defineProperty(globalThis, commsSymbol, { value: comms });
  return comms;
}

function isTensor(
  Tensor: abstract new (...args: never[]) => object,
): (value: unknown) => value is Tensorlike {
  return (value): value is Tensorlike => value instanceof Tensor;
}

/** What of the library and of what is built on it a cell can see, and what connects it with the kernel. */
async function importParts() {
  const [prelude, widgets, library, { runtime }, plot, png, parameters] =
    await Promise.all([
      import("./prelude.js"),
      import("../widgets/connect.js"),
      import("../../lib/index.js"),
      import("../../lib/source/runtime.js"),
      import("../../lib/plot/index.js"),
      import("../../lib/plot/png.js"),
      import("../../lib/source/parameters.js"),
    ]);
  const { parameterNames } = parameters;
  return { prelude, widgets, library, runtime, plot, png, parameterNames };
}
