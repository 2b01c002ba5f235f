// Completion of the members of an object with 300 methods; the text is new each time.
const names = Array.from({ length: 300 }, (_, i) => `method${i}`);
const language = {
  typescript: {
    declare: `class Large {\n${names.map((name) => `  ${name}(x: number) { return x; }`).join("\n")}\n}\nconst large = new Large();`,
    code: (n) => `const use${n} = ${n}; large.`,
  },
  python: {
    declare: `class Large:\n${names.map((name) => `    def ${name}(self, x): return x`).join("\n")}\nlarge = Large()`,
    code: (n) => `use${n} = ${n}; large.`,
  },
};

export default {
  title: "completion of 300 members",
  unit: "ms",
  async measure(session) {
    const { declare, code } = language[session.kernel.language];
    await session.execute(declare);
    const times = [];
    for (let n = -3; n < 20; n += 1) {
      const text = code(n);
      const { sent, at, content } = await session.request("complete_request", {
        code: text,
        cursor_pos: text.length,
      });
      const found = content.matches?.filter((match) =>
        match.includes("method"),
      );
      if ((found?.length ?? 0) < 300)
        throw new Error(`offers ${found?.length ?? 0} of 300`);
      if (n >= 0) times.push(at - sent);
    }
    return times;
  },
};
