/** Takes no room; chats and browsers read over it, only the search for links does not. */
export const JOINER = '\u2060';

/** An address that stands by itself: people copy it, and tapped it opens their mail and nothing else. */
const MAIL =
  /(?<!\S)(?=[^@]{1,25}@)[a-z0-9]+(?:[._-][a-z0-9]+)*@(?:[a-z0-9][a-z0-9-]{0,28}\.)+[a-z]{2,8}(?=[.,]?(?:\s|$))/iu;
/** A dot, colon, @, #, $ or slash that may make a link, a mention, a tag or a command of what follows. */
const LIVE =
  /\.(?<=[\p{L}\p{N}_-]\.)(?=[\p{L}_-])|\.(?<=\d\.)(?=\d{1,3}\.\d{1,3}\.\d)|:(?=\/\/)|[@#$](?=[\p{L}\p{N}_])|\/(?<![\p{L}\p{N}_/<>]\/)(?=\w)/u;
const MAIL_OR_LIVE = new RegExp(`(${MAIL.source})|${LIVE.source}`, 'giu');

/** Foreign words in which Telegram finds nothing to follow: what a caller says is read, not tapped. Phone numbers and mail addresses stay. */
export function unlinked(text: string): string {
  return text.replaceAll(JOINER, '').replace(MAIL_OR_LIVE, (found, mail: string | undefined) => mail ?? found + JOINER);
}
