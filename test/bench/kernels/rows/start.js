export default {
  title: "spawn → kernel_info_reply",
  unit: "ms",
  measure: ({ started }) => [started.info],
};
