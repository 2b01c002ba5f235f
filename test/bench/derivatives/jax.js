// What jax-js takes for the gradients that it can be asked for, compiled by its own `jit`, in microseconds, as JSON.
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { timed, vectorOf } from "./clock.js";

const require = createRequire(join(process.argv[2], "index.js"));
const jax = await import(pathToFileURL(require.resolve("@jax-js/jax")).href);
const { grad, jit, nn, numpy: np } = jax;
await jax.init("wasm");
jax.defaultDevice("wasm");

const x = np.array(vectorOf(1000));
const logSumExp = jit(grad((v) => nn.logsumexp(v)));
const both = jit(grad((v) => np.log(np.exp(v).sum())));
const two = np.array([0.3, 1.1]);

const rows = [
  ["log-sum-exp(1000)", () => logSumExp(x.ref).dataSync()],
  ["log(eˣ + eʸ)", () => both(two.ref).dataSync()],
];
console.log(
  JSON.stringify(rows.map(([name, call]) => ({ name, gradient: timed(call) }))),
);
