// Parses Mermaid diagrams without a browser: `node check.mjs FILE...`. A *.mmd file is one diagram; of a *.md file
// every ```mermaid block is one. Prints each diagram that does not parse, or that is larger than a reader and the
// usual renderers bear, and exits 1 then; 2 when there was nothing to check.
import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';

const MAX_NODES = 100;
const MAX_EDGES = 500;
const MAX_CHARACTERS = 50000;

const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true });
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import('mermaid');
mermaid.initialize({ startOnLoad: false, maxTextSize: MAX_CHARACTERS, maxEdges: MAX_EDGES });

/** The diagrams of a file, each with the line it starts on. */
function diagramsOf(file) {
  const text = readFileSync(file, 'utf8');
  if (!file.endsWith('.md')) return [{ where: `${file}:1`, text }];
  const found = [];
  const lines = text.split('\n');
  for (let start = 0; start < lines.length; start++) {
    if (lines[start] !== '```mermaid') continue;
    let end = start + 1;
    while (end < lines.length && lines[end] !== '```') end++;
    found.push({ where: `${file}:${start + 2}`, text: lines.slice(start + 1, end).join('\n') });
    start = end;
  }
  return found;
}

/** What is wrong with a diagram, or nothing. */
async function problemOf(text) {
  if (text.length > MAX_CHARACTERS) return `${text.length} characters, more than ${MAX_CHARACTERS}`;
  try {
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    const nodes = db.getVertices ? db.getVertices().size : 0;
    const edges = db.getEdges ? db.getEdges().length : 0;
    if (nodes > MAX_NODES) return `${nodes} nodes, more than ${MAX_NODES}`;
    if (edges > MAX_EDGES) return `${edges} edges, more than ${MAX_EDGES}`;
    return undefined;
  } catch (error) {
    return error.message;
  }
}

const diagrams = process.argv.slice(2).flatMap(diagramsOf);
let failed = 0;
for (const { where, text } of diagrams) {
  const problem = await problemOf(text);
  if (problem === undefined) continue;
  failed++;
  console.error(`${where}: ${problem}`);
}
console.log(`${diagrams.length} diagrams, ${failed} with a problem`);
process.exit(failed ? 1 : diagrams.length ? 0 : 2);
