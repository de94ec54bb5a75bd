import type { Entity } from '../../src/simulators/telegram/entities.js';

/** Telegram's own parser, without an account or a network. */
export interface Tdlib {
  /** The text without its marks and the marks, or why it is refused. */
  parse(html: string): { text: string; entities: Entity[] } | { fault: string };
  /** What a chat makes tappable in a text without marks: `Url`, `Mention`, `BotCommand`, … */
  tappable(text: string): string[];
}

/** Null, and said aloud, where there is no TDLib for this machine. */
export async function openTdlib(): Promise<Tdlib | null> {
  try {
    const [{ configure, execute }, { getTdjson }] = await Promise.all([import('tdl'), import('prebuilt-tdlib')]);
    if (!isReady(execute)) configure({ tdjson: getTdjson(), verbosityLevel: 0 });
    return {
      parse: (text) => {
        const answer = execute({ _: 'parseTextEntities', text, parse_mode: { _: 'textParseModeHTML' } });
        if (answer._ === 'error') return { fault: answer.message };
        return { text: answer.text, entities: answer.entities.map(entityOf) };
      },
      tappable: (text) => {
        const answer = execute({ _: 'getTextEntities', text });
        return answer._ === 'error' ? [answer.message] : answer.entities.map(({ type }) => wordOf(type._));
      },
    };
  } catch (error) {
    console.warn(`SKIPPED: what only TDLib can judge, for it is not here: ${error}`);
    return null;
  }
}

/** Test files of one worker share the library, and it is set up once only. */
const READY = Symbol.for('audiobot.test.tdlib');

function isReady(library: object): boolean {
  const wasReady = Reflect.has(library, READY);
  Reflect.set(library, READY, true);
  return wasReady;
}

type Type = { _: string; url?: string; user_id?: number; language?: string; custom_emoji_id?: string };

/** TDLib's word for a mark as the Bot API's. */
function entityOf({ offset, length, type }: { offset: number; length: number; type: Type }): Entity {
  const entity = { type: TYPES[wordOf(type._)] ?? wordOf(type._).toLowerCase(), offset, length };
  if (type.url !== undefined) return { ...entity, url: type.url };
  if (type.user_id !== undefined) return { ...entity, url: `tg://user?id=${type.user_id}` };
  if (type.language !== undefined) return { ...entity, language: type.language };
  return type.custom_emoji_id === undefined ? entity : { ...entity, custom_emoji_id: type.custom_emoji_id };
}

function wordOf(type: string): string {
  return type.replace('textEntityType', '');
}

const TYPES: Record<string, string> = {
  TextUrl: 'text_link',
  MentionName: 'text_link',
  PreCode: 'pre',
  BlockQuote: 'blockquote',
  ExpandableBlockQuote: 'expandable_blockquote',
  CustomEmoji: 'custom_emoji',
};
