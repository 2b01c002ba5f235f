export { NoClosedForm } from "../trace/no-closed-form.js";
