import { StringDecoder } from "node:string_decoder";
import type { StreamName } from "./channel.js";
import type { Output } from "./output.js";

type Done = (error?: Error | null) => void;

/** Sends what is written to stdout and stderr, by `console` or directly, to the front end. */
export function captureStreams(output: Output): void {
  capture(process.stdout, "stdout", output);
  capture(process.stderr, "stderr", output);
}

function capture(
  stream: NodeJS.WriteStream,
  name: StreamName,
  output: Output,
): void {
  // A character may be spread over two chunks of bytes.
  const decoder = new StringDecoder("utf8");
  stream.write = (
    chunk: string | Uint8Array,
    encoding?: BufferEncoding | Done,
    done?: Done,
  ): boolean => {
    output.text(
      name,
      typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk)),
    );
    const call = typeof encoding === "function" ? encoding : done;
    if (call !== undefined) process.nextTick(call);
    return true;
  };
}
