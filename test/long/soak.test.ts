import { it } from "vitest";
import { Client } from "../kernel/client.js";
import { soak } from "../kernel/soak.js";

it("ten thousand cells lose no message and leave nothing behind", async () => {
  const client = await Client.start();
  await soak(client, 10_000);
  await client.stop();
});
