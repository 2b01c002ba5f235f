// Where pictures and calculus meet: plots know no derivatives, and derivatives
// no plots.
import { calculus, provideCalculus } from "../plot/index.js";
import { exactTools } from "./derivatives.js";

export { plotGraph, type GraphOptions } from "./graph.js";
export { plotHessian, plotJacobian, type HeatMapOptions } from "./matrices.js";

provideCalculus(exactTools(calculus()));
