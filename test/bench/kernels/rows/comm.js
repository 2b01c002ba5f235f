// 100 MB to a comm in the kernel and back again.
import { randomUUID } from "node:crypto";

const megabytes = 100;
/** How a cell registers a comm that sends back what it hears. */
const register = {
  nabla: `// @ts-nocheck
globalThis[Symbol.for("nabla.comms")].register("echo", (comm) => {
  comm.onMessage = ({ buffers }) => comm.send({}, { buffers });
});`,
  ipykernel: `def echo(comm, opening):
    comm.on_msg(lambda message: comm.send({}, buffers=message["buffers"]))
get_ipython().kernel.comm_manager.register_target("echo", echo)`,
};

export default {
  title: `${megabytes} MB to a comm and back`,
  unit: "ms",
  async measure(session) {
    const code = register[session.kernel.id];
    if (code === undefined) throw new Error("has no comms that cells can hear");
    await session.execute(code);
    const comm_id = randomUUID();
    await session.send("comm_open", { comm_id, target_name: "echo", data: {} });
    const bytes = Buffer.alloc(megabytes << 20, "0123456789abcdef!");
    const times = [];
    for (let n = 0; n < 3; n += 1) {
      const start = performance.now();
      const echo = session.wait((m) => m.type === "comm_msg");
      const options = { buffers: [bytes] };
      await session.send("comm_msg", { comm_id, data: {} }, options);
      const { at, buffers } = await echo;
      if (!bytes.equals(buffers[0])) throw new Error("other bytes came back");
      times.push(at - start);
    }
    return times;
  },
};
