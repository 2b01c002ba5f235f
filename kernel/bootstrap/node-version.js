/** The sentence for a Node that is too old; undefined where `version` (such as "20.19.1") will do. */
export function nodeComplaint(version) {
  const parts = version.split(".").map(Number);
  const enough = parts[0] > 20 || (parts[0] === 20 && parts[1] >= 19);
  return enough
    ? undefined
    : "Nabla needs Node 20.19 or newer, and this is Node " +
        version +
        ": install a newer one from https://nodejs.org and run the command again.";
}
