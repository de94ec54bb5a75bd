import { describe, expect, it } from 'vitest';
import { parseHtml } from '../../src/simulators/telegram/html.js';

describe('Telegram: HTML that is taken', () => {
  it.each([
    ['простой текст', 'простой текст', []],
    ['<b>да</b> нет', 'да нет', [{ type: 'bold', offset: 0, length: 2 }]],
    [
      '<strong>a</strong><em>b</em><ins>c</ins><del>d</del>',
      'abcd',
      marks('bold', 'italic', 'underline', 'strikethrough'),
    ],
    ['<B>a</b><I>b</I><u>c</U><strike>d</strike>', 'abcd', marks('bold', 'italic', 'underline', 'strikethrough')],
    ['🏟<s>🏟</s>', '🏟🏟', [{ type: 'strikethrough', offset: 2, length: 2 }]],
    [
      '<b>a<i>b</i></b>',
      'ab',
      [
        { type: 'bold', offset: 0, length: 2 },
        { type: 'italic', offset: 1, length: 1 },
      ],
    ],
    [
      '<i><b>a</b></i>',
      'a',
      [
        { type: 'bold', offset: 0, length: 1 },
        { type: 'italic', offset: 0, length: 1 },
      ],
    ],
    ['<b></b>пусто', 'пусто', []],
    ['<b>a</>', 'a', marks('bold')],
    ['<b >a</b  >', 'a', marks('bold')],
    ['<b class="x" id=y.1 hidden>a</b>', 'a', marks('bold')],
    ['<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>', 'ab', marks('spoiler', 'spoiler')],
    ['<blockquote>цитата</blockquote>', 'цитата', [{ type: 'blockquote', offset: 0, length: 6 }]],
    ['<blockquote expandable>а</blockquote>', 'а', [{ type: 'expandable_blockquote', offset: 0, length: 1 }]],
    ['<blockquote>а<blockquote>б</blockquote></blockquote>', 'аб', [{ type: 'blockquote', offset: 0, length: 2 }]],
    ['<pre>a</pre>', 'a', marks('pre')],
    ['<pre><code class="language-sql">a</code></pre>', 'a', [{ type: 'pre', offset: 0, length: 1, language: 'sql' }]],
    ['<code class="language-sql"><pre>a</pre></code>', 'a', [{ type: 'pre', offset: 0, length: 1, language: 'sql' }]],
    [
      '<code class="language-c"><code class="language-sql"><pre>a</pre></code></code>',
      'a',
      [{ type: 'pre', offset: 0, length: 1, language: 'sql' }, ...marks('code')],
    ],
    [
      '<pre><code>a</code></pre>',
      'a',
      [
        { type: 'pre', offset: 0, length: 1 },
        { type: 'code', offset: 0, length: 1 },
      ],
    ],
    [
      '<pre><code class="language-sql">a</code> </pre>',
      'a ',
      [
        { type: 'pre', offset: 0, length: 2 },
        { type: 'code', offset: 0, length: 1 },
      ],
    ],
    ['<a href="https://x.ru/?a=1&amp;b=2">a</a>', 'a', [link('https://x.ru/?a=1&b=2')]],
    ["<a href='x.ru'>a</a>", 'a', [link('http://x.ru/')]],
    ['<a href=x.ru>a</a>', 'a', [link('http://x.ru/')]],
    ['<a href="tg://user?id=5">a</a>', 'a', [link('tg://user?id=5')]],
    ['<a href="HTTP://X.RU/A">a</a>', 'a', [link('http://x.ru/A')]],
    ['<a href="TG://Resolve?domain=x">a</a>', 'a', [link('tg://resolve?domain=x')]],
    ['<a href="x.ru:99999">a</a>', 'a', []],
    ['<a href="tel:+79161234567">a</a>', 'a', []],
    ['<a href="">x.ru</a>', 'x.ru', [{ ...link('http://x.ru/'), length: 4 }]],
    ['<a>слово</a>', 'слово', []],
    [
      '<tg-emoji emoji-id="5368">👍</tg-emoji>',
      '👍',
      [{ type: 'custom_emoji', offset: 0, length: 2, custom_emoji_id: '5368' }],
    ],
    ['1 &lt; 2 &gt; 0 &amp; &quot;так&quot;', '1 < 2 > 0 & "так"', []],
    ['&#1071;&#x42F;&lt', 'ЯЯ<', []],
    ['&nbsp;&mdash;&laquo;&apos;&#0;&#12345678;&LT;', '&nbsp;&mdash;&laquo;&apos;&#0;&#12345678;&LT;', []],
    ['AT&T & co; 5 > 3', 'AT&T & co; 5 > 3', []],
    ['строка\n\n  ещё', 'строка\n\n  ещё', []],
  ])('%s', (html, text, entities) => {
    expect(parseHtml(html)).toEqual({ text, entities });
  });
});

describe('Telegram: HTML that is refused, with the byte', () => {
  it.each([
    ['да <br> нет', 'Unsupported start tag "br" at byte offset 5'],
    ['<p>a</p>', 'Unsupported start tag "p" at byte offset 0'],
    ['цена < 5 тыс', 'Unsupported start tag "" at byte offset 9'],
    ['цена <5 тыс.>', 'Unsupported start tag "5" at byte offset 9'],
    ['🏟<H1>a</H1>', 'Unsupported start tag "h1" at byte offset 4'],
    ['a <b', 'Unclosed start tag at byte offset 2'],
    ['a <', 'Unclosed start tag at byte offset 2'],
    ['<b ', 'Empty attribute name in the tag "b" at byte offset 0'],
    ['<a href', 'Unclosed start tag "a" at byte offset 0'],
    ['<a href =', 'Unclosed start tag "a" at byte offset 0'],
    ['<a href="x.ru', 'Unclosed start tag at byte offset 0'],
    ['<a href="x.ru"', 'Unclosed start tag at byte offset 0'],
    ['<a ="x.ru">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'],
    ['<b />a</b>', 'Empty attribute name in the tag "b" at byte offset 0'],
    ['<a href="x.ru"">a</a>', 'Empty attribute name in the tag "a" at byte offset 0'],
    ['<\0b>a</b>', 'Unclosed start tag at byte offset 0'],
    ['<a href=x.ru/path>a</a>', 'Unexpected end of name token at byte offset 8'],
    ['<span>a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['<span class="big">a</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
    ['да</b>', 'Unexpected end tag at byte offset 4'],
    ['<b>да</i>', 'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"'],
    ['<b><i>a</b></i>', 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
    ['<b>a</b', 'Unclosed end tag at byte offset 4'],
    ['<b>a</b c>', 'Unclosed end tag at byte offset 4'],
    ['<b>да', `Can't find end tag corresponding to start tag "b"`],
    ['<b><i>да</i>', `Can't find end tag corresponding to start tag "b"`],
    ['<tg-emoji emoji-id="x">👍</tg-emoji>', 'Invalid custom emoji identifier specified'],
    ['&#55357;', 'Text contains invalid Unicode characters after decoding HTML entities'],
  ])('%s', (html, why) => {
    expect(() => parseHtml(html)).toThrow(why);
  });
});

/** Marks of one letter each, one after another. */
function marks(...types: string[]): object[] {
  return types.map((type, offset) => ({ type, offset, length: 1 }));
}

function link(url: string): object {
  return { type: 'text_link', offset: 0, length: 1, url };
}
