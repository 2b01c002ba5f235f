import { after } from "../chained.js";

export default {
  title: "round trip after 30 chained cells",
  unit: "ms",
  rounds: 2,
  fresh: true,
  measure: (session) => after(session, 30),
};
