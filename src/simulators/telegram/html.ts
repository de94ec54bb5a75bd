import { type Entity, type MarkedText, sorted } from './entities.js';
import { decodeReference, isSpace, readStartTag, type StartTag } from './html-tag.js';
import { checkedLink } from './link.js';
import { MarkupFault } from './markup-fault.js';

interface OpenTag extends StartTag {
  offset: number;
}

/**
 * Telegram's HTML, as strict as the server's own parser: an unknown, bare or unclosed tag is a MarkupFault with the byte
 * it starts at; references it does not know (`&nbsp;`) stay text (apis/telegram.md section 2).
 */
export function parseHtml(html: string): MarkedText {
  return new HtmlParser(html).parse();
}

class HtmlParser {
  #at = 0;
  #text = '';
  #broken = false;
  readonly #open: OpenTag[] = [];
  readonly #marks: { entity: Entity; tag: OpenTag }[] = [];

  constructor(readonly html: string) {}

  parse(): MarkedText {
    while (this.#at < this.html.length) this.#step();
    const left = this.#open.at(-1);
    if (left !== undefined) throw new MarkupFault(`Can't find end tag corresponding to start tag "${left.name}"`);
    if (this.#broken) {
      const advice = 'check for unmatched surrogate code units';
      throw new MarkupFault(`Text contains invalid Unicode characters after decoding HTML entities, ${advice}`);
    }
    return { text: this.#text, entities: sorted(this.#marks.map((mark) => mark.entity)) };
  }

  #step(): void {
    const char = this.html.charAt(this.#at);
    if (char === '&') this.#reference();
    else if (char !== '<') this.#text += this.html.charAt(this.#at++);
    else if (this.html.charAt(this.#at + 1) === '/') this.#endTag();
    else this.#startTag();
  }

  #reference(): void {
    const decoded = decodeReference(this.html, this.#at);
    this.#broken ||= decoded.surrogate;
    this.#text += decoded.text;
    this.#at = decoded.end;
  }

  #startTag(): void {
    const tag = readStartTag(this.html, this.#at);
    this.#open.push({ ...tag, offset: this.#text.length });
    this.#at = tag.end;
  }

  #endTag(): void {
    const begin = this.#at;
    const open = this.#open.at(-1);
    if (open === undefined) throw new MarkupFault('Unexpected end tag', this.html, begin);
    let end = begin + 2;
    while (!isSpace(this.html, end) && this.html.charAt(end) !== '>') end += 1;
    const name = this.html.slice(begin + 2, end).toLowerCase();
    while (end < this.html.length && isSpace(this.html, end)) end += 1;
    if (this.html.charAt(end) !== '>') throw new MarkupFault('Unclosed end tag', this.html, begin);
    if (name !== '' && name !== open.name) {
      const names = `, expected "</${open.name}>", found "</${name}>"`;
      throw new MarkupFault('Unmatched end tag', this.html, begin, names);
    }
    this.#open.pop();
    this.#at = end + 1;
    if (this.#text.length > open.offset) this.#mark(open);
  }

  #mark(tag: OpenTag): void {
    const entity: Entity = { type: TYPES[tag.name] ?? '', offset: tag.offset, length: this.#text.length - tag.offset };
    if (entity.type === 'blockquote' && this.#open.some((outer) => outer.name === 'blockquote')) return;
    if (entity.type === 'blockquote' && tag.expandable) entity.type = 'expandable_blockquote';
    if (entity.type === 'custom_emoji') entity.custom_emoji_id = emojiId(tag);
    if (entity.type === 'text_link') {
      const url = checkedLink(tag.argument || this.#text.slice(tag.offset));
      if (url !== null) this.#marks.push({ entity: { ...entity, url }, tag });
      return;
    }
    if (!this.#joinsLast(entity, tag)) this.#marks.push({ entity, tag });
  }

  /** `<pre><code class="language-x">` over the same stretch, either way round, is one mark with a language. */
  #joinsLast(entity: Entity, tag: OpenTag): boolean {
    const last = this.#marks.at(-1);
    if (!last || last.entity.language || [last.entity.type, entity.type].sort().join() !== 'code,pre') return false;
    const language = (tag.name === 'code' ? tag : last.tag).argument;
    if (!language || last.entity.offset !== entity.offset || last.entity.length !== entity.length) return false;
    last.entity = { ...entity, type: 'pre', language };
    return true;
  }
}

const TYPES: Record<string, string> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  u: 'underline',
  ins: 'underline',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  span: 'spoiler',
  'tg-spoiler': 'spoiler',
  'tg-emoji': 'custom_emoji',
  a: 'text_link',
  pre: 'pre',
  code: 'code',
  blockquote: 'blockquote',
};

function emojiId(tag: OpenTag): string {
  if (/^[1-9]\d*$/.test(tag.argument)) return tag.argument;
  throw new MarkupFault('Invalid custom emoji identifier specified');
}
