// What TensorFlow.js takes for the gradients that it can be asked for, in microseconds, as JSON; on its plain backend,
// the faster one for numbers and short vectors.
import { createRequire } from "node:module";
import { join } from "node:path";
import { timed, vectorOf } from "./clock.js";

const require = createRequire(join(process.argv[2], "index.js"));
const tf = require("@tensorflow/tfjs");
await tf.setBackend("cpu");

const x = tf.tensor1d(vectorOf(1000));
const rosenbrock = tf.grad((v) => {
  const [head, tail] = [v.slice(0, 999), v.slice(1, 999)];
  const a = tail.sub(head.square());
  return a.square().mul(100).add(tf.scalar(1).sub(head).square()).sum();
});
const logSumExp = tf.grad((v) => v.logSumExp());
const both = tf.grads((a, b) => a.exp().add(b.exp()).log());
const [a, b] = [tf.scalar(0.3), tf.scalar(1.1)];

const rows = [
  ["Rosenbrock(1000)", () => rosenbrock(x).dataSync()],
  ["log-sum-exp(1000)", () => logSumExp(x).dataSync()],
  ["log(eˣ + eʸ)", () => both([a, b]).map((each) => each.dataSync())],
];
console.log(
  JSON.stringify(
    rows.map(([name, call]) => ({
      name,
      gradient: timed(() => tf.tidy(call)),
    })),
  ),
);
