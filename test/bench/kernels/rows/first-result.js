export default {
  title: "spawn → first result (1 + 1)",
  unit: "ms",
  measure: ({ started }) => [started.result],
};
