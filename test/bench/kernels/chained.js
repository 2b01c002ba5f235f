// A notebook each of whose cells uses the one before.
const cell = {
  typescript: (n) =>
    n === 0 ? "const link0 = 1;" : `const link${n} = link${n - 1} + ${n};`,
  python: (n) => (n === 0 ? "link0 = 1" : `link${n} = link${n - 1} + ${n}`),
};

/** Runs that many chained cells, and then measures trivial ones: from the message to the last of result, reply and idle. */
export async function after(session, count) {
  const write = cell[session.kernel.language];
  for (let n = 0; n < count; n += 1) await session.execute(write(n));
  const times = [];
  for (let n = 0; n < 25; n += 1) {
    const { sent, end } = await session.execute(`${n} + 1`, { shows: true });
    times.push(end - sent);
  }
  return times;
}
