import { it } from "vitest";
import { Client } from "./client.js";
import { soak } from "./soak.js";

it("five hundred cells lose no message and leave nothing behind", async () => {
  const client = await Client.start();
  await soak(client, 500);
  await client.stop();
}, 240_000);
