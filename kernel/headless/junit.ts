/** A report in the format of JUnit, which build servers show: a suite for each notebook, a case for each code cell. */
import type { NotebookOutcome } from "./run.js";

export function toJUnit(outcomes: readonly NotebookOutcome[]): string {
  const suites = outcomes.map(suite).join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites}\n</testsuites>\n`;
}

function suite({ notebook, cells, time, failure }: NotebookOutcome): string {
  const of = (state: string): number =>
    cells.filter((cell) => cell.state === state).length;
  const cases = cells.map((cell) => {
    const name = `cell ${cell.place}: ${cell.name}`;
    const open = `    <testcase classname="${escaped(notebook)}" name="${escaped(name)}" time="${cell.time.toFixed(3)}"`;
    if (cell.state === "skipped")
      return `${open}><skipped message="an earlier cell failed"/></testcase>`;
    if (cell.error === undefined) return `${open}/>`;
    const { title, text } = cell.error;
    return `${open}><failure message="${escaped(title)}">${escaped(text)}</failure></testcase>`;
  });
  // What belongs to no cell: the kernel did not start, the notebook cannot be read.
  const errors = failure === undefined || of("failed") > 0 ? [] : [failure];
  const whole = errors.map(
    (text) =>
      `    <testcase classname="${escaped(notebook)}" name="execution"><error message="${escaped(text.split("\n")[0] ?? "")}">${escaped(text)}</error></testcase>`,
  );
  const counts = `tests="${cells.length + whole.length}" failures="${of("failed")}" errors="${whole.length}" skipped="${of("skipped")}"`;
  return [
    `  <testsuite name="${escaped(notebook)}" ${counts} time="${time.toFixed(3)}">`,
    ...[...cases, ...whole],
    "  </testsuite>",
  ].join("\n");
}

/** Text in XML; characters that XML cannot hold are left out. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}
