// The entry of every npm script: `node kernel/bootstrap/run.js <command> [options]`.
// It keeps to syntax that any Node with modules can read, so that an old Node
// gets a sentence instead of a syntax error; the commands are loaded after that.
import { nodeComplaint } from "./node-version.js";

const complaint = nodeComplaint(process.versions.node);
if (complaint) {
  console.error(complaint);
  process.exit(1);
}

const command = process.argv[2];
import("./" + command + ".js")
  .then((module) => module.default(process.argv.slice(3)))
  .catch((error) => {
    // A Complaint is meant for the reader and says all; anything else is a bug of ours and keeps its stack.
    console.error(error.name === "Complaint" ? error.message : error);
    process.exitCode = 1;
  });
