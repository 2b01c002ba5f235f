/** Widgets and `interact` in a real kernel, with a page played by the test. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "../../kernel/transport/wire.js";
import { Client, typeOf } from "./client.js";
import { seen } from "./rows.js";

type State = Record<string, unknown>;

/** What pages know: the state of each widget, by its id. */
class Page {
  readonly client: Client;
  readonly states = new Map<string, State>();
  #read = 0;

  constructor(client: Client) {
    this.client = client;
  }

  /** Takes in what the kernel has said since. */
  look(): this {
    for (const message of this.client.received.slice(this.#read)) {
      const { comm_id, data } = message.content as {
        comm_id: string;
        data: { state: State; method?: string };
      };
      if (typeOf(message) === "comm_open") this.states.set(comm_id, data.state);
      if (typeOf(message) === "comm_msg" && data.method === "update")
        Object.assign(this.states.get(comm_id) ?? {}, data.state);
    }
    this.#read = this.client.received.length;
    return this;
  }

  /** The id of the only widget of a model, or of the one beside a description. */
  find(model: string, description?: string): string {
    this.look();
    const found = [...this.states].filter(
      ([, state]) =>
        state["_model_name"] === `${model}Model` &&
        (description === undefined || state["description"] === description),
    );
    const [id] = found.at(-1) ?? [];
    if (id === undefined) throw new Error(`there is no ${model}`);
    return id;
  }

  /** Does what a person does; returns all that it causes. */
  async act(comm_id: string, state: State): Promise<readonly Message[]> {
    const data = { method: "update", state, buffer_paths: [] };
    return this.#send(comm_id, data);
  }

  custom(comm_id: string, content: State): Promise<readonly Message[]> {
    return this.#send(comm_id, { method: "custom", content });
  }

  async #send(comm_id: string, data: object): Promise<readonly Message[]> {
    const { client } = this;
    const id = await client.send("comm_msg", { comm_id, data });
    const of = (m: Message): boolean => m.parent?.msg_id === id;
    await client.wait((m) => of(m) && m.content["execution_state"] === "idle");
    this.look();
    return client.received.filter(of);
  }
}

describe("interact", () => {
  let client: Client;
  let page: Page;
  beforeAll(async () => {
    client = await Client.start();
    page = new Page(client);
  });
  afterAll(() => client.stop());

  it("calls the function again when a slider is moved", async () => {
    const shown = await client.execute(
      'interact((a, mode) => { console.log(a, mode); return a; }, { a: [0, 10], mode: ["gd", "adam"] })',
    );
    expect(seen(shown).trim()).toBe("");
    const outputs = (): unknown =>
      page.look().states.get(page.find("Output"))?.["outputs"];
    expect(outputs()).toMatchObject([
      { output_type: "stream", name: "stdout", text: "5 gd\n" },
      { output_type: "display_data", data: { "text/plain": "5" } },
    ]);
    await page.act(page.find("IntSlider", "a"), { value: 7 });
    await page.act(page.find("Dropdown", "mode"), { index: 1 });
    expect(outputs()).toMatchObject([
      { output_type: "stream", name: "stdout", text: "7 adam\n" },
      { output_type: "display_data", data: { "text/plain": "7" } },
    ]);
  });
});
