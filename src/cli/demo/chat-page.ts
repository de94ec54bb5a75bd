import type { Message } from '../../simulators/telegram/messages.js';

const TAGS: Record<string, [open: string, close: string]> = {
  bold: ['<b>', '</b>'],
  italic: ['<i>', '</i>'],
  expandable_blockquote: ['<details><summary>Расшифровка</summary>', '</details>'],
};

const STYLE = `
body { margin: 0; background: #93a9bd; font: 16px/1.35 -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 26rem; margin: 0 auto; min-height: 100vh; background: #c6d6e2; }
header { position: sticky; top: 0; background: #517da2; color: #fff; padding: .7rem 1rem; }
header small { display: block; opacity: .8; }
article { display: flow-root; background: #fff; border-radius: .9rem; margin: .6rem; padding: .6rem .8rem; white-space: pre-wrap;
  overflow-wrap: anywhere; box-shadow: 0 1px 1px #0002; }
article time { float: right; color: #8a9aa8; font-size: .75rem; margin: .4rem 0 0 .6rem; }
details { border-left: 3px solid #517da2; background: #eef4f9; padding: .2rem .6rem; margin-top: .3rem; }
summary { cursor: pointer; color: #517da2; font-weight: 600; }
`;

/** The group as it looks on a phone: a page of its own, without anything from outside. */
export function chatPage(title: string, messages: Message[]): string {
  const articles = messages.map((message) => {
    const time = message.sentAt.toLocaleTimeString('ru', {
      hour: '2-digit',
      minute: '2-digit',
      timeZone: 'Europe/Moscow',
    });
    return `<article>${marked(message)}<time>${message.editedAt ? 'изменено ' : ''}${time}</time></article>`;
  });
  return `<!doctype html>
<html lang="ru"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title><style>${STYLE}</style>
<main><header><b>${escaped(title)}</b><small>карточек: ${messages.length}</small></header>
${articles.join('\n')}
</main></html>
`;
}

/** The text with its entities as tags; the folded quote repeats its title in the summary. */
function marked({ text, entities }: Message): string {
  const tags = new Map<number, string>();
  const put = (at: number, tag: string) => tags.set(at, `${tags.get(at) ?? ''}${tag}`);
  for (const { type, offset, length } of entities) {
    const [open, close] = TAGS[type] ?? ['', ''];
    put(offset, open);
    put(offset + length, close);
  }
  const pieces = [...new Set([...tags.keys(), 0, text.length])].sort((a, b) => a - b);
  const html = pieces.map((at, place) => `${tags.get(at) ?? ''}${escaped(text.slice(at, pieces[place + 1] ?? at))}`);
  return html.join('').replace(/<summary>Расшифровка<\/summary><b>(Расшифровка[^<]*)<\/b>\n/g, '<summary>$1</summary>');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
