import { MarkupFault } from './markup-fault.js';

const TAGS = 'a b strong i em s strike del u ins tg-spoiler tg-emoji span pre code blockquote'.split(' ');

/** A start tag; `argument` is the one attribute that means something for it, `end` the place after it. */
export interface StartTag {
  name: string;
  argument: string;
  expandable: boolean;
  end: number;
}

/** Which attribute of which tag is kept, and what it must begin with. */
const KEPT: Record<string, { attribute: string; prefix: string }> = {
  a: { attribute: 'href', prefix: '' },
  code: { attribute: 'class', prefix: 'language-' },
  span: { attribute: 'class', prefix: 'tg-' },
  'tg-emoji': { attribute: 'emoji-id', prefix: '' },
};

export function readStartTag(html: string, begin: number): StartTag {
  let at = begin + 1;
  while (!isSpace(html, at) && html.charAt(at) !== '>') at += 1;
  if (at >= html.length || html.charAt(at) === '\0') throw new MarkupFault('Unclosed start tag', html, begin);
  const name = html.slice(begin + 1, at).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  if (!TAGS.includes(name)) throw new MarkupFault(`Unsupported start tag "${name}"`, html, begin);
  const tag: StartTag = { name, argument: '', expandable: false, end: at };
  while (html.charAt(tag.end) !== '>') readAttribute(html, begin, tag);
  tag.end += 1;
  if (name === 'span' && tag.argument !== 'spoiler') {
    throw new MarkupFault('Tag "span" must have class "tg-spoiler"', html, begin);
  }
  return tag;
}

/** The end of the text counts as a space, as the closing zero of a C string does. */
export function isSpace(html: string, at: number): boolean {
  return at >= html.length || ' \t\r\n\0\v'.includes(html.charAt(at));
}

/** Moves `tag.end` over one attribute, or over the space before `>`. */
function readAttribute(html: string, begin: number, tag: StartTag): void {
  let at = skipSpace(html, tag.end);
  tag.end = at;
  if (html.charAt(at) === '>') return;
  const nameAt = at;
  while (!isSpace(html, at) && !`=>/"'`.includes(html.charAt(at))) at += 1;
  const attribute = html.slice(nameAt, at);
  if (attribute === '') throw new MarkupFault(`Empty attribute name in the tag "${tag.name}"`, html, begin);
  at = skipSpace(html, at);
  if (tag.name === 'blockquote' && attribute === 'expandable') tag.expandable = true;
  tag.end = at;
  if (html.charAt(at) === '=') readValue(html, begin, tag, attribute);
  else if (at >= html.length) throw new MarkupFault(`Unclosed start tag "${tag.name}"`, html, begin);
}

function readValue(html: string, begin: number, tag: StartTag, attribute: string): void {
  const at = skipSpace(html, tag.end + 1);
  if (at >= html.length) throw new MarkupFault(`Unclosed start tag "${tag.name}"`, html, begin);
  const { value, end } = `"'`.includes(html.charAt(at)) ? quoted(html, at) : nameToken(html, at);
  if (end >= html.length) throw new MarkupFault('Unclosed start tag', html, begin);
  tag.end = end;
  const kept = KEPT[tag.name];
  if (kept?.attribute === attribute && value.startsWith(kept.prefix)) tag.argument = value.slice(kept.prefix.length);
}

function quoted(html: string, at: number): { value: string; end: number } {
  let value = '';
  let end = at + 1;
  while (end < html.length && html.charAt(end) !== html.charAt(at)) {
    const piece = decodeReference(html, end);
    value += piece.text;
    end = piece.end;
  }
  return { value, end: end + 1 };
}

/** Without quotes only letters, digits, dots and hyphens. */
function nameToken(html: string, at: number): { value: string; end: number } {
  const value = /^[a-zA-Z0-9.-]*/.exec(html.slice(at))?.[0] ?? '';
  const end = at + value.length;
  if (!isSpace(html, end) && html.charAt(end) !== '>') throw new MarkupFault('Unexpected end of name token', html, at);
  return { value: value.toLowerCase(), end };
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/** The character at this place, or the one a reference there stands for; the semicolon may be missing. */
export function decodeReference(html: string, at: number): { text: string; end: number; surrogate: boolean } {
  const plain = { text: html.charAt(at), end: at + 1, surrogate: false };
  const [whole, hex, decimal, name] = /^&(?:#x([0-9a-f]*)|#(\d*)|([a-z]+));?/i.exec(html.slice(at, at + 40)) ?? [];
  if (whole === undefined) return plain;
  const end = at + whole.length;
  if (name !== undefined) {
    const named = NAMED[name];
    return named === undefined ? plain : { text: named, end, surrogate: false };
  }
  const code = hex === undefined ? Number.parseInt(decimal || '0', 10) : Number.parseInt(hex || '0', 16);
  if (code === 0 || code >= 0x10ffff || whole.replace(';', '').length >= 10) return plain;
  return { text: String.fromCodePoint(code), end, surrogate: code >= 0xd800 && code <= 0xdfff };
}

function skipSpace(html: string, from: number): number {
  let at = from;
  while (at < html.length && isSpace(html, at)) at += 1;
  return at;
}
