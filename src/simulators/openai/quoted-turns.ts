import { isNode } from './schema-node.js';

/** The scripted answer of a model that reads: `turns` left out or "auto" beside a `quote` are looked up in the prompt. */
export function withTurns(scripted: unknown, prompt: string): unknown {
  const lines = [...prompt.matchAll(/^\s*\[(\d+)\](.*)$/gm)].map(([, number, text]) => ({
    number: Number(number),
    text: flattened(text ?? ''),
  }));
  return filled(scripted, lines);
}

/** A numbered line of the prompt, its words flattened. */
interface Line {
  number: number;
  text: string;
}

function filled(value: unknown, lines: Line[]): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, lines));
  if (!isNode(value)) return value;
  const inside = Object.entries(value).map(([name, item]) => [name, filled(item, lines)]);
  const { quote, turns } = value;
  const isAsked = typeof quote === 'string' && (turns === undefined || turns === 'auto');
  return { ...Object.fromEntries(inside), ...(isAsked ? { turns: turnsOf(quote, lines) } : {}) };
}

/** Lines with the quote; where it runs over several, those with its first words. */
function turnsOf(quote: string, lines: Line[]): number[] {
  const words = flattened(quote).trim().split(' ');
  const least = Math.min(words.length, 2);
  for (let count = words.length; count >= least && quote !== ''; count--) {
    const wanted = ` ${words.slice(0, count).join(' ')} `;
    const found = lines.filter(({ text }) => text.includes(wanted));
    if (found.length > 0) return [...new Set(found.map(({ number }) => number))];
  }
  return [];
}

/** Letters and digits in words with a space to either side, so that «да» is not found in «когда». */
function flattened(text: string): string {
  const plain = text.toLowerCase().replaceAll('ё', 'е');
  return ` ${plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}
