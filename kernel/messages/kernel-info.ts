import { about } from "../package.js";
import { protocolVersion, type Content } from "../transport/wire.js";
import type { Handler } from "./handler.js";

const banner = `Nabla ${about.version} · TypeScript ${about.typescript} · Node ${process.version}`;

const info: Content = {
  status: "ok",
  protocol_version: protocolVersion,
  implementation: "nabla",
  implementation_version: about.version,
  language_info: {
    name: "typescript",
    version: about.typescript,
    mimetype: "text/x-typescript",
    file_extension: ".ts",
    pygments_lexer: "typescript",
    codemirror_mode: "typescript",
    nbconvert_exporter: "script",
  },
  banner,
  help_links: [
    {
      text: "TypeScript",
      url: "https://www.typescriptlang.org/docs/",
    },
    { text: "Node", url: "https://nodejs.org/docs/latest/api/" },
  ],
  supported_features: ["debugger"],
  // As it was said before there were features.
  debugger: true,
};

/** `kernel_info_request`: who we are. Needs neither compiler nor main, so it is answered as soon as sockets are. */
export const kernelInfo: Handler = {
  handle: ({ before }) =>
    before === undefined ? info : { ...info, banner: `${banner}\n${before}` },
};
