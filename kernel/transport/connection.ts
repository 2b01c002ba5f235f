import { readFileSync } from "node:fs";

/** What a connection file says (jupyter_client, "Connection files"). */
export interface Connection {
  readonly transport: "tcp" | "ipc";
  readonly ip: string;
  readonly key: string;
  readonly shell_port: number;
  readonly iopub_port: number;
  readonly stdin_port: number;
  readonly control_port: number;
  readonly hb_port: number;
  /** CurveZMQ keys in Z85, where the client asked for encryption. */
  readonly curve_publickey?: string;
  readonly curve_secretkey?: string;
}

export type Port = "shell" | "iopub" | "stdin" | "control" | "hb";

const ports: readonly Port[] = ["shell", "iopub", "stdin", "control", "hb"];

/** Reads and checks a connection file. */
export function readConnection(file: string): Connection {
  const say = (what: string): Error =>
    new Error(`connection file ${file}: ${what}`);
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw say(error instanceof SyntaxError ? "is not JSON" : String(error));
  }
  if (typeof found !== "object" || found === null) throw say("is no object");
  const fields = found as Record<string, unknown>;
  for (const port of ports) {
    if (!Number.isInteger(fields[`${port}_port`]))
      throw say(`${port}_port must be a whole number`);
  }
  const transport = fields["transport"] ?? "tcp";
  if (transport !== "tcp" && transport !== "ipc")
    throw say(`transport must be tcp or ipc, not ${JSON.stringify(transport)}`);
  const scheme = fields["signature_scheme"] ?? "hmac-sha256";
  const key = fields["key"] ?? "";
  if (typeof key !== "string" || (key !== "" && scheme !== "hmac-sha256"))
    throw say("messages can be signed with hmac-sha256 only");
  const ip = fields["ip"] ?? "127.0.0.1";
  if (typeof ip !== "string") throw say("ip must be text");
  return { ...(found as Connection), transport, ip, key };
}

/** Where a socket binds: `tcp://127.0.0.1:5555`, or `ipc://path-1` with a dash. */
export function address(connection: Connection, port: Port): string {
  const number = connection[`${port}_port`];
  return connection.transport === "ipc"
    ? `ipc://${connection.ip}-${number}`
    : `tcp://${connection.ip}:${number}`;
}
