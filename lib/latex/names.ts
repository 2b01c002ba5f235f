const greek = new Set(
  (
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi rho sigma tau " +
    "upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
  ).split(" "),
);

/**
 * A variable's name as LaTeX: Greek letters by their names, `x1` and `x_1` with a subscript, longer names upright.
 *
 * @example
 * texOfName("theta_0"); // \theta_{0}
 * texOfName("loss"); // \mathrm{loss}
 */
export function texOfName(name: string): string {
  const [, stem = name, index] = /^(.*?[^\d_])_?(\d+)$/.exec(name) ?? [];
  if (index !== undefined) return `${texOfName(stem)}_{${index}}`;
  const split = stem.indexOf("_");
  if (split > 0 && split < stem.length - 1) {
    const head = texOfName(stem.slice(0, split));
    const below = stem.slice(split + 1);
    const subscript = texOfStem(below);
    return `${head}_{${subscript}}`;
  }
  return texOfStem(stem);
}

function texOfStem(stem: string): string {
  if (greek.has(stem)) return `\\${stem}`;
  if (Array.from(stem).length === 1)
    return stem === "$" ? "\\$" : escapeText(stem);
  if (/^\d+(,\d+)*$/.test(stem)) return stem;
  return `\\mathrm{${escapeText(stem)}}`;
}

function escapeText(text: string): string {
  return text.replace(/[_$#%&{}]/g, (character) => `\\${character}`);
}
