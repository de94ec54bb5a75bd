import { readFileSync, writeFileSync } from 'node:fs';

const PAGE = new URL('../../docs/quality.md', import.meta.url);

/** Puts freshly measured tables into docs/quality.md, between the two marks of this name. */
export function writeMeasured(name: 'simulator' | 'recogniser' | 'engine', tables: string): void {
  const [begin, end] = [`<!-- measured: ${name} -->`, `<!-- end: ${name} -->`];
  const page = readFileSync(PAGE, 'utf8');
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/quality.md has no place for ${name}`);
  const day = new Date().toISOString().slice(0, 10);
  const measured = `${begin}\n\nMeasured on ${day}.\n\n${tables}\n\n`;
  writeFileSync(PAGE, page.slice(0, from) + measured + page.slice(to));
}
