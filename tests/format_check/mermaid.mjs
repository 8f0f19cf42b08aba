// Reads back, with Mermaid's own parser, the labels that the C++ writer wrote.
//
//   node mermaid.mjs NODE_MODULES_DIR DOCUMENT EXPECTED.json
//
// DOCUMENT holds diagrams with the line `%% next` between them; node number i is `n_i`.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [folder, document_path, expected_path] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${folder}/`));
const { JSDOM } = await import(pathToFileURL(require.resolve('jsdom')).href);
const { window } = new JSDOM('<!doctype html><body></body>', { pretendToBeVisual: true });
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import(pathToFileURL(require.resolve('mermaid')).href);
mermaid.initialize({ startOnLoad: false, maxTextSize: 1e9, maxEdges: 1e6 });

// Mermaid keeps `#quot;` as placeholders until it draws; then the label is HTML.
function shown(label) {
  const html = label.replace(/ﬂ°°/g, '&#').replace(/ﬂ°/g, '&').replace(/¶ß/g, ';').replace(/<br\s*\/?>/g, '\n');
  if (/[<>]/.test(html)) throw new Error(`markup in the label ${JSON.stringify(html.slice(0, 200))}`);
  const area = window.document.createElement('textarea');
  area.innerHTML = html;
  return area.value;
}

const wanted = JSON.parse(readFileSync(expected_path, 'utf8'));
let index = 0;
let wrong = 0;
for (const text of readFileSync(document_path, 'utf8').split('%% next\n')) {
  const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
  for (const [id, vertex] of diagram.db.getVertices()) {
    const got = shown(vertex.text);
    if (id !== `n_${index}` || got !== wanted[index]) {
      wrong += 1;
      console.log(`case ${index} (${id}): want ${JSON.stringify(wanted[index])}, got ${JSON.stringify(got)}`);
    }
    index += 1;
  }
}
if (index !== wanted.length) console.log(`${index} labels were read, ${wanted.length} were written`);
process.exit(wrong === 0 && index === wanted.length ? 0 : 1);
