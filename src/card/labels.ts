import type { NoAnalysis } from '../domain/analysis/analysis.js';
import type { Direction, StageName } from '../domain/call.js';
import type { Status } from '../domain/stored.js';

/** The label of a word, or the word itself; words come from outside, and `constructor` is one too. */
export function labelled(labels: Record<string, string>, word: string): string {
  return (Object.hasOwn(labels, word) && labels[word]) || word;
}

/** What people read for the words that calls and analyses are kept in; a word that is not here is shown as it is. */
export const DIRECTIONS: Record<Direction, string> = { in: 'Входящий', out: 'Исходящий' };

export const UNANSWERED: Record<string, string> = {
  noanswer: 'не ответили',
  busy: 'занято',
  cancel: 'не дождались ответа',
};

export const STATUSES: Record<Status, string> = {
  pending: 'в работе',
  done: 'готово',
  skipped: 'без карточки',
  failed: 'ошибка',
};

export const FAILURES: Record<StageName, string> = {
  download: 'Запись не удалось получить',
  transcribe: 'Запись не удалось расшифровать',
  analyze: 'Разговор не удалось разобрать',
  notify: 'Карточку не удалось отправить',
};

export const KINDS: Record<string, string> = {
  sale: 'продажа',
  service: 'обслуживание',
  complaint: 'жалоба',
  partner: 'партнёр',
  spam: 'спам',
  'wrong-number': 'ошиблись номером',
  personal: 'личный',
  other: 'другое',
};

export const COLOUR_MARKS = { green: '🟢', yellow: '🟡', red: '🔴' };
export const COLOURS: Record<string, string> = { green: 'зелёный', yellow: 'жёлтый', red: 'красный' };

export const RESULTS: Record<string, string> = {
  agreed: 'договорились',
  thinking: 'думает',
  refused: 'отказ',
  solved: 'решено',
  unsolved: 'не решено',
  none: 'без результата',
};

export const MOODS: Record<string, string> = {
  calm: 'спокойно',
  warm: 'тепло',
  worried: 'с тревогой',
  irritated: 'с раздражением',
  angry: 'со злостью',
};

/** Why a model's answer could not be used. */
export const NO_ANALYSIS: Partial<Record<NoAnalysis['none'], string>> = {
  truncated: 'модель дважды оборвала ответ',
  malformed: 'модель дважды ответила не по форме',
  refused: 'модель отказалась отвечать',
};

export const NO_ANALYSIS_TITLE = 'Разговор без разбора';
