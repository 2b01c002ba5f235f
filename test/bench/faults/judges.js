// What became of a kernel: each judge does what its trial is about and returns whether that is survival, in words.
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

/** How long an interrupt may take, in milliseconds. */
const soon = 2000;
/** And any other answer. */
const patience = 60_000;

const lost = Symbol("no answer");
const ended = Symbol("the kernel has ended");

/** What comes first: the answer, the end of the process, or the end of patience. */
async function outcome(session, answer, limit) {
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(() => resolve(lost), limit);
  });
  const first = await Promise.race([
    answer.catch(() => lost),
    session.gone.then(() => ended),
    late,
  ]);
  clearTimeout(timer);
  return first;
}

/** Whether a later cell is answered and finds what an earlier one has set. */
async function kept(session) {
  let why;
  // Some kernels drop what comes soon after an error, or print what is left of the last cell: ask three times.
  for (let asked = 0; asked < 3; asked += 1) {
    await sleep(500);
    const id = randomUUID();
    const [found, heard] = await hearing(session, async () => {
      const { done } = await session.begin("state", id);
      const reply = await outcome(session, done, 5000);
      await sleep(200);
      return reply;
    });
    if (found === ended) return "the kernel ended";
    why =
      found === lost ? "no later cell is answered" : "its names are not found";
    const told = heard.filter(
      ({ parent, type }) => parent === id && shows(type),
    );
    if (JSON.stringify(told).includes("42")) return undefined;
  }
  return why;
}

function shows(type) {
  return ["execute_result", "display_data", "stream"].includes(type);
}

async function verdict(session, text) {
  const wrong = await kept(session);
  return wrong === undefined
    ? { ok: true, text }
    : { ok: false, text: text === "" ? wrong : `${text}, but ${wrong}` };
}

/** Everything that a session hears while `f` runs. */
async function hearing(session, f) {
  const heard = [];
  const stop = session.hear((message) => heard.push(message));
  try {
    return [await f(), heard];
  } finally {
    stop();
  }
}

export async function interrupted(session, code) {
  const up = session.wait(
    (m) => m.type === "stream" && m.content.text.includes("up"),
  );
  const { done } = await session.begin(code);
  if ((await outcome(session, up, 20_000)) === ended)
    return { ok: false, text: "the kernel ended" };
  await sleep(300);
  const start = performance.now();
  await session.interrupt();
  const reply = await outcome(session, done, soon);
  if (reply === ended) return { ok: false, text: "the kernel ended" };
  if (reply === lost) return { ok: false, text: "goes on after 2 s" };
  return verdict(session, `${Math.ceil(reply.at - start)} ms`);
}

export async function answered(session, code) {
  const { done } = await session.begin(code);
  const reply = await outcome(session, done, patience);
  if (reply === ended) return { ok: false, text: "the kernel ended" };
  if (reply === lost) return { ok: false, text: "never answered" };
  return verdict(session, "lives");
}

/** A page bears ten megabytes. */
export async function shown(session, code) {
  const [reply, heard] = await hearing(session, async () => {
    const { done } = await session.begin(code);
    return outcome(session, done, patience);
  });
  if (reply === ended) return { ok: false, text: "the kernel ended" };
  const size = heard.reduce(
    (sum, { content }) => sum + JSON.stringify(content).length,
    0,
  );
  const text = `${(size / 1e6).toFixed(size < 1e5 ? 3 : 1)} MB`;
  if (reply === lost) return { ok: false, text: `${text}, and no end` };
  const { ok, text: told } = await verdict(session, text);
  return { ok: ok && size < 1e7, text: told };
}

export async function reported(session, code) {
  const id = randomUUID();
  const [, heard] = await hearing(session, async () => {
    const { done } = await session.begin(code, id);
    await outcome(session, done, patience);
    await outcome(session, new Promise(() => {}), 1500);
  });
  const told = heard.filter(
    (m) =>
      m.channel === "iopub" &&
      (m.type === "stream" || m.type === "error") &&
      JSON.stringify(m.content).includes("boom"),
  );
  const { ok, text } = await verdict(session, "");
  if (!ok) return { ok, text };
  if (told.length === 0) return { ok: false, text: "nobody hears of it" };
  return told.some(({ parent }) => parent === id)
    ? { ok: true, text: "told in its cell" }
    : { ok: false, text: "told elsewhere" };
}

/** A process that ends is no fault of the kernel's; that nobody is told is. */
export async function said(session, code) {
  const { done } = await session.begin(code);
  const reply = await outcome(session, done, 5000);
  if (reply === ended) return { ok: false, text: "ends without a word" };
  if (reply === lost) return { ok: false, text: "never answered" };
  const { status, evalue = "" } = reply.content;
  return status === "error"
    ? { ok: true, text: `says: ${evalue.split("\n")[0]}` }
    : { ok: false, text: "says that all is well" };
}

export async function unsigned(session, code) {
  await session.send("execute_request", { code }, { key: "another key" });
  await sleep(1000);
  return verdict(session, "not run");
}
