// From a print in the midst of a cell that goes on computing to the message on IOPub. Both ends read the machine's
// clock.
const code = {
  typescript: `for (let i = 0; i < 20; i++) {
  console.log("at " + (performance.timeOrigin + performance.now()) + " ");
  for (const end = performance.now() + 20; performance.now() < end; );
}`,
  python: `import time
for i in range(20):
    print("at", time.time() * 1000, "")
    end = time.perf_counter() + 0.02
    while time.perf_counter() < end: pass`,
};

export default {
  title: "print → IOPub, while the cell computes",
  unit: "ms",
  async measure(session) {
    const times = [];
    const cell = session.begin(code[session.kernel.language]);
    await session.wait((m) => {
      if (m.type !== "stream") return false;
      for (const [, printed] of m.content.text.matchAll(/at ([\d.]+) /g))
        times.push(performance.timeOrigin + m.at - Number(printed));
      return times.length >= 20;
    });
    await (
      await cell
    ).done;
    return times;
  },
};
