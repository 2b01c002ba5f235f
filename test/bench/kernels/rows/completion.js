// Completion of a property's name on a value from an earlier cell; the text is new each time.
const language = {
  typescript: {
    declare: `const basket = { apples: 1, apricots: 2 };`,
    code: (n) => `const use${n} = ${n}; basket.appl`,
    expected: "apples",
  },
  python: {
    declare: `import types; basket = types.SimpleNamespace(apples=1, apricots=2)`,
    code: (n) => `use${n} = ${n}; basket.appl`,
    expected: "apples",
  },
};

export default {
  title: "completion",
  unit: "ms",
  async measure(session) {
    const { declare, code, expected } = language[session.kernel.language];
    await session.execute(declare);
    const times = [];
    for (let n = -3; n < 20; n += 1) {
      const text = code(n);
      const cursor_pos = text.length;
      const { sent, at, content } = await session.request("complete_request", {
        code: text,
        cursor_pos,
      });
      if (!content.matches?.some((match) => match.endsWith(expected)))
        throw new Error(`${expected} is not offered`);
      if (n >= 0) times.push(at - sent);
    }
    return times;
  },
};
