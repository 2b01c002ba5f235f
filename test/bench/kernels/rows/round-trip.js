// From sending `n + 1` to the last of its result, its reply and `idle`; every n is new.
export default {
  title: "execute round trip",
  unit: "ms",
  async measure(session) {
    const times = [];
    for (let n = -5; n < 40; n += 1) {
      const { sent, end } = await session.execute(`${n} + 1`, { shows: true });
      // The first ones warm up.
      if (n >= 0) times.push(end - sent);
    }
    return times;
  },
};
