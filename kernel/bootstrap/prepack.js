// Before `npm pack` and `npm publish`: what is packed is the build of these sources.
import { ensureBuild } from "./setup.js";

export default ensureBuild;
