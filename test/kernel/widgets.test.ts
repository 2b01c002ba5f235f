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

  /** Says something that no widget is told. */
  ask(comm_id: string, data: object): Promise<readonly Message[]> {
    return this.#send(comm_id, data);
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

  const outputs = (): unknown =>
    page.look().states.get(page.find("Output"))?.["outputs"];

  it("shows an error in place of the output, and goes on", async () => {
    await client.execute(
      'interact(({ b }) => { if (b > 6) throw new RangeError("too far"); return b; }, { b: [0, 10] })',
    );
    await page.act(page.find("IntSlider", "b"), { value: 7 });
    expect(outputs()).toMatchObject([
      { output_type: "error", ename: "RangeError", evalue: "too far" },
    ]);
    await page.act(page.find("IntSlider", "b"), { value: 6 });
    expect(outputs()).toMatchObject([{ data: { "text/plain": "6" } }]);
  });

  it("shows figures as SVG alone, in one message for each change", async () => {
    await client.execute(
      "interact((k) => { console.log(k); plt.plot([0, k]); }, { k: [0, 10] })",
    );
    const caused = await page.act(page.find("IntSlider", "k"), { value: 3 });
    const updates = client.received.filter(
      ({ content }) => content["comm_id"] === page.find("Output"),
    );
    expect(updates).toHaveLength(3);
    expect(caused.map(typeOf)).toContain("comm_msg");
    expect(outputs()).toMatchObject([
      { text: "3\n" },
      { data: { "image/svg+xml": expect.stringContaining("<svg") as unknown } },
    ]);
  });

  it("of a promise shows the latest change alone", async () => {
    await client.execute(
      "interact(async (s) => { await new Promise((r) => setTimeout(r, s === 1 ? 300 : 20)); return s; }, { s: [0, 10] })",
    );
    const slider = page.find("IntSlider", "s");
    await page.act(slider, { value: 1 });
    await page.act(slider, { value: 2 });
    await client.execute("await new Promise((r) => setTimeout(r, 600))");
    expect(outputs()).toMatchObject([{ data: { "text/plain": "2" } }]);
  });

  it("says which parameter has no control", async () => {
    const answer = await client.execute(
      "interact((x: number) => x, { a: [0, 10] })",
    );
    expect(seen(answer)).toContain("the function's parameter x has no control");
  });

  it("echoes what the page says, and mends it where it cannot be", async () => {
    await client.execute(
      'const bounded = widgets.IntSlider({ label: "bounded" }); bounded',
    );
    const slider = page.find("IntSlider", "bounded");
    const caused = await page.act(slider, { value: 300 });
    const said = caused.filter((m) => typeOf(m) === "comm_msg");
    expect(said.map(({ content }) => content["data"])).toEqual([
      { method: "echo_update", state: { value: 300 }, buffer_paths: [] },
      { method: "update", state: { value: 100 }, buffer_paths: [] },
    ]);
  });

  it("a move while a cell runs is heard when it has ended", async () => {
    await client.execute(
      'const queued = widgets.IntSlider({ label: "queued" }); queued.observe(({ value }) => console.log("moved to", value)); queued',
    );
    const cell = await client.send("execute_request", {
      code: 'const until = Date.now() + 500; while (Date.now() < until); console.log("cell", queued.value)',
    });
    await page.act(page.find("IntSlider", "queued"), { value: 9 });
    const texts = client.received
      .filter((m) => typeOf(m) === "stream")
      .map(({ content }) => content["text"]);
    await client.answer(cell);
    expect(texts.slice(-2)).toEqual(["cell 0\n", "moved to 9\n"]);
  });

  it("a page that is loaded anew is told of every widget", async () => {
    await client.execute(
      'const picture = widgets.Image({ value: new Uint8Array([1, 2]) }); const go = widgets.Button({ label: "go" }); go.onClick(() => console.log("clicked"));',
    );
    const id = await client.send("comm_open", {
      ...{ comm_id: "page", target_name: "jupyter.widget.control", data: {} },
    });
    await client.wait(
      (m) => m.parent?.msg_id === id && m.content["execution_state"] === "idle",
    );
    const caused = await page.ask("page", { method: "request_states" });
    const [answer] = caused.filter((m) => typeOf(m) === "comm_msg");
    const { states, buffer_paths } = answer?.content["data"] as {
      states: Record<string, State>;
      buffer_paths: unknown;
    };
    expect(states[page.find("IntSlider", "queued")]).toMatchObject({
      ...{ model_name: "IntSliderModel", state: { value: 9 } },
    });
    expect(buffer_paths).toEqual([[page.find("Image"), "state", "value"]]);
    expect(answer?.buffers.map((bytes) => [...bytes])).toEqual([[1, 2]]);
    const clicked = await page.custom(page.find("Button"), { event: "click" });
    expect(clicked.at(-1)?.content["execution_state"]).toBe("idle");
    expect(
      client.received.some(({ content }) => content["text"] === "clicked\n"),
    ).toBe(true);
  });
});
