/** Takes no room; chats and browsers read over it, only the search for links does not. */
export const JOINER = '\u2060';

/** A dot, colon, @, #, $ or slash that may make a link, a mention, a tag or a command of what follows. */
const LIVE =
  /\.(?<=[\p{L}\p{N}_-]\.)(?=[\p{L}_-])|\.(?<=\d\.)(?=\d{1,3}\.\d{1,3}\.\d)|:(?=\/\/)|[@#$](?=[\p{L}\p{N}_])|\/(?<![\p{L}\p{N}_/<>]\/)(?=\w)/gu;

/** Foreign words in which Telegram finds nothing to follow: what a caller says is read, not tapped. Phone numbers stay. */
export function unlinked(text: string): string {
  return text.replaceAll(JOINER, '').replace(LIVE, (mark) => mark + JOINER);
}
