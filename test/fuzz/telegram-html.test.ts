import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Entity } from '../../src/simulators/telegram/entities.js';
import { parseHtml } from '../../src/simulators/telegram/html.js';
import { RUNS } from './runs.js';
import { openTdlib } from './tdlib.js';

const tdlib = await openTdlib();

const TAGS = ['b', 'strong', 'i', 'em', 'u', 'ins', 's', 'strike', 'del', 'code', 'pre', 'blockquote', 'tg-spoiler'];
const WITH_ATTRIBUTES = [
  ...['span class="tg-spoiler"', 'code class="language-c"', 'pre class="x"', 'tg-emoji emoji-id="53"'],
  ...['blockquote expandable', 'B', 'b class="x" id=y.1'],
];
const LINKS = [
  ...['x.ru', 'https://x.ru', 'HTTP://X.RU/A?b#c', 'http://x.ru:80', 'x.ru:99999', 'x.ru:', 'кухни.рф/Я', '1.2.3.4'],
  ...['tg://user?id=5', 'TG://Resolve?domain=X y', 'ton://a', 'tel:1', 'x', 'http://', 'mailto:a@b.ru', 'ftp://x.ru'],
  ...['javascript:alert(1)', 'x_y.ru', '.', 'http://A:b@X.ru', '@x.ru', 'http://[::1]/', 'x.ru/ ю', 'x.ru\\a'],
];
const TEXTS = ['a', 'я', '👍', ' ', '\n', '&', '&lt;', '&amp;', '&quot;', '&nbsp;', '&#1071;', '&#0;', '>', '"', ';'];
const SHARDS = [
  ...[
    '<',
    '</',
    '<b',
    '</b',
    '<a href=',
    '<a href="x.ru"',
    '<a href=x.ru>',
    '<span>',
    '<br>',
    '<p>',
    '</>',
    '</a>',
    '=',
    "'",
  ],
  ...['&#', '&#x', '&#x3c;', '&#55357;', '&#1114111;', '&#1114110;', '&gt', 'href', 'expandable', '\t', '/'],
];

const tag = fc.constantFrom(...TAGS, ...WITH_ATTRIBUTES);
const ends = TAGS.map((name) => `</${name}>`);
/** Bits of markup in any order: nearly all of it is refused. */
const shreds = fc.string({
  unit: fc.constantFrom(...TEXTS, ...SHARDS, ...ends, ...[...TAGS, ...WITH_ATTRIBUTES].map((name) => `<${name}>`)),
  maxLength: 14,
});
/** Marks within marks: nearly all of it is taken. */
const { trees } = fc.letrec<{ trees: string; node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: fc.constantFrom(...TEXTS), maxLength: 5 }),
    fc.tuple(tag, tie('trees')).map(([start, inner]) => `<${start}>${inner}</${start.split(' ')[0]}>`),
    fc.tuple(fc.constantFrom(...LINKS), tie('trees')).map(([link, inner]) => `<a href="${link}">${inner}</a>`),
  ),
  trees: fc.array(tie('node'), { maxLength: 4 }).map((nodes) => nodes.join('')),
}));

describe.runIf(tdlib)('the HTML that our imitation of Telegram takes', () => {
  it.each([
    ['shreds of markup', shreds],
    ['marks within marks', trees],
  ])('is what Telegram itself takes, to the byte of a fault: %s', (_, markup) => {
    fc.assert(
      fc.property(markup, (html) => {
        expect(imitated(html)).toEqual(judged(html));
      }),
      { numRuns: RUNS.numRuns * 4 },
    );
  });
});

type Judgement = { text: string; entities: Entity[] } | { fault: string } | undefined;

function imitated(html: string): Judgement {
  try {
    return comparable(html, parseHtml(html));
  } catch (error) {
    return { fault: `Can't parse entities: ${error instanceof Error ? error.message : error}` };
  }
}

function judged(html: string): Judgement {
  return comparable(html, tdlib?.parse(html));
}

/** A quote within a quote is taken away by the server, a step after TDLib's parser: where there are several, none counts. */
function comparable(html: string, judgement: Judgement): Judgement {
  if (!judgement || 'fault' in judgement) return judgement;
  const severalQuotes = html.split(/<blockquote/i).length > 2;
  const entities = judgement.entities.filter(({ type }) => !severalQuotes || !type.endsWith('blockquote'));
  const inOrder = entities.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  return { text: judgement.text, entities: inOrder };
}
