import { existsSync, readFileSync } from "node:fs";

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
  /** Where the kernel tells its ports, where the client has left the choice to it: they are 0 then. */
  readonly registration?: Registration;
}

/** Who waits for the ports of a kernel (JEP 66). */
export interface Registration {
  readonly ip: string;
  readonly port: number;
  readonly kernel_id: string;
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
  const needed =
    "registration_port" in fields ? (["registration"] as const) : ports;
  for (const port of needed) {
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
  const ip = fields["ip"] ?? fields["registration_ip"] ?? "127.0.0.1";
  if (typeof ip !== "string") throw say("ip must be text");
  const connection = { ...(found as Connection), transport, ip, key } as const;
  return "registration_port" in fields
    ? { ...connection, ...choose(transport, ip), ...registration(fields) }
    : connection;
}

function registration(
  fields: Record<string, unknown>,
): Pick<Connection, "registration"> {
  const text = (field: string, otherwise: string): string => {
    const value = fields[field];
    return typeof value === "string" ? value : otherwise;
  };
  return {
    registration: {
      ip: text("registration_ip", "127.0.0.1"),
      port: Number(fields["registration_port"]),
      kernel_id: text("kernel_id", ""),
    },
  };
}

type Ports = { readonly [P in Port as `${P}_port`]: number };

/** Ports of our own choice: over tcp 0, for which the system puts a free one; over ipc numbers of files that are not there. */
function choose(transport: "tcp" | "ipc", ip: string): Ports {
  let last = 0;
  const next = (): number => {
    if (transport === "tcp") return 0;
    do last++;
    while (existsSync(`${ip}-${last}`));
    return last;
  };
  return {
    shell_port: next(),
    iopub_port: next(),
    stdin_port: next(),
    control_port: next(),
    hb_port: next(),
  };
}

/** Where a socket binds or connects: `tcp://127.0.0.1:5555`, or `ipc://path-1` with a dash. */
export function address(
  transport: "tcp" | "ipc",
  ip: string,
  port: number,
): string {
  return transport === "ipc" ? `ipc://${ip}-${port}` : `tcp://${ip}:${port}`;
}
