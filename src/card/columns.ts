import type { OwnAnswer } from '../domain/analysis/own.js';
import type { Preset, PresetField } from '../domain/analysis/preset.js';
import { readable } from '../domain/phone.js';
import { statusOf } from '../domain/stored.js';
import { objectionText, sumText } from './facts.js';
import { COLOURS, DIRECTIONS, KINDS, RESULTS, STATUSES } from './labels.js';
import { doubted } from './standing.js';
import type { TableRow } from './table-row.js';
import {
  agreementsText,
  answerText,
  checksText,
  employeeText,
  endText,
  fieldsText,
  gistText,
  label,
  list,
  moodText,
  reasonText,
  remarks,
  stepsText,
  titleText,
  transcriptText,
  unprovenText,
} from './table-texts.js';

/**
 * `text` is wrapped in its cell, `word` is short, `long` too long to be wrapped. Of the figures `day` is the UTC
 * midnight of the date in milliseconds, `clock` seconds since midnight, `span` seconds, `usd` dollars; words may stand
 * in place of a figure. `width` in characters.
 */
export type Column = { title: string; width: number } & (
  | { kind: 'word' | 'text' | 'long' | 'phone'; of: (row: TableRow) => string | null }
  | { kind: 'day' | 'clock' | 'span' | 'usd' | 'number'; of: (row: TableRow) => number | string | null }
);

/** What a table of calls holds, for those who read it in Excel; with a column for each question of the preset. */
export function columnsFor({ fields }: Pick<Preset, 'fields'>): Column[] {
  const place = COLUMNS.findIndex(({ of }) => of === fieldsText);
  return [...COLUMNS.slice(0, place), ...fields.flatMap(fieldColumns), ...COLUMNS.slice(place)];
}

const COLUMNS: Column[] = [
  { title: 'Дата', width: 11, kind: 'day', of: ({ at }) => Date.UTC(at.year, at.month - 1, at.day) },
  { title: 'Время', width: 9, kind: 'clock', of: ({ at }) => at.hour * 3600 + at.minute * 60 + at.second },
  { title: 'Направление', width: 12, kind: 'word', of: ({ call }) => DIRECTIONS[call.facts.direction] },
  { title: 'Клиент', width: 18, kind: 'phone', of: ({ call }) => numberText(call.facts.client) },
  {
    title: 'Имя клиента',
    width: 18,
    kind: 'text',
    of: ({ analysis }) => analysis && doubted(analysis.client.name, analysis.grounds.clientName),
  },
  {
    title: 'Компания',
    width: 18,
    kind: 'text',
    of: ({ analysis }) => analysis && doubted(analysis.client.company, analysis.grounds.clientCompany),
  },
  { title: 'Наш номер', width: 18, kind: 'phone', of: ({ call }) => numberText(call.facts.number) },
  { title: 'Сотрудник', width: 18, kind: 'text', of: employeeText },
  { title: 'Разговор', width: 10, kind: 'span', of: ({ call }) => call.facts.talkSeconds },
  { title: 'Итог звонка', width: 14, kind: 'word', of: endText },
  { title: 'Статус', width: 13, kind: 'word', of: ({ call }) => STATUSES[statusOf(call)] },
  { title: 'Пояснение', width: 30, kind: 'text', of: reasonText },
  { title: 'Тип', width: 17, kind: 'word', of: ({ analysis }) => label(KINDS, analysis?.kind) },
  { title: 'Цвет', width: 10, kind: 'word', of: ({ analysis }) => label(COLOURS, analysis?.colour) },
  { title: 'Заголовок', width: 40, kind: 'text', of: titleText },
  { title: 'Суть', width: 50, kind: 'text', of: gistText },
  {
    title: 'Что хочет',
    width: 35,
    kind: 'text',
    of: ({ analysis }) => analysis && doubted(analysis.wants, analysis.grounds.wants),
  },
  { title: 'Результат', width: 15, kind: 'word', of: ({ analysis }) => label(RESULTS, analysis?.outcome.result) },
  {
    title: 'Причина',
    width: 30,
    kind: 'text',
    of: ({ analysis }) => analysis && doubted(analysis.outcome.reason, analysis.grounds.outcome),
  },
  { title: 'Договорённости', width: 40, kind: 'text', of: agreementsText },
  { title: 'Следующие шаги', width: 40, kind: 'text', of: stepsText },
  { title: 'Возражения', width: 35, kind: 'text', of: ({ analysis }) => list(analysis?.objections.map(objectionText)) },
  { title: 'Вопросы без ответа', width: 35, kind: 'text', of: ({ analysis }) => remarks(analysis?.openQuestions) },
  { title: 'Суммы', width: 30, kind: 'text', of: ({ analysis }) => list(analysis?.sums.flatMap(sumText)) },
  { title: 'Риски', width: 35, kind: 'text', of: ({ analysis }) => remarks(analysis?.risks) },
  { title: 'Настроение', width: 20, kind: 'text', of: moodText },
  { title: 'Темы', width: 25, kind: 'text', of: ({ analysis }) => analysis?.topics.join(', ') ?? null },
  { title: 'Подсказка', width: 35, kind: 'text', of: ({ analysis }) => analysis?.tip ?? null },
  { title: 'Под вопросом', width: 30, kind: 'text', of: ({ analysis }) => list(analysis?.doubts) },
  { title: 'Дополнительно', width: 30, kind: 'text', of: fieldsText },
  { title: 'Не подтверждено', width: 25, kind: 'text', of: unprovenText },
  { title: 'Оценка', width: 9, kind: 'number', of: ({ analysis }) => analysis?.score ?? null },
  { title: 'Чек-лист', width: 30, kind: 'text', of: checksText },
  { title: 'Цена USD', width: 11, kind: 'usd', of: ({ call }) => call.cost ?? 'неизвестна' },
  { title: 'Расшифровка', width: 60, kind: 'long', of: transcriptText },
  { title: 'Запись', width: 40, kind: 'long', of: ({ call }) => list(call.audio?.recordings.map(({ file }) => file)) },
  { title: 'ID', width: 36, kind: 'word', of: ({ call }) => call.facts.id },
];

/** A column for the answer, and one for its reason where one is wanted: values are to be filtered and summed. */
function fieldColumns({ name, label, type, reason }: PresetField): Column[] {
  const title = COLUMNS.some((column) => column.title === label) ? `${label} (вопрос)` : label;
  const answerIn = ({ analysis }: TableRow) => analysis?.own.find((answer) => answer.name === name);
  const isFigure = type === 'number' || type === 'money' || type === 'scale';
  const value: Column = isFigure
    ? { title, width: 14, kind: 'number', of: (row) => figureOf(answerIn(row)?.value) }
    : { title, width: 25, kind: 'text', of: (row) => valueIn(answerIn(row), row) };
  const why: Column = {
    title: `${title}: почему`,
    width: 30,
    kind: 'text',
    of: (row) => answerIn(row)?.reason ?? null,
  };
  return reason ? [value, why] : [value];
}

function valueIn(answer: OwnAnswer | undefined, row: TableRow): string | null {
  return answer ? answerText(answer, row) : null;
}

function figureOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

function numberText(number: string | null): string | null {
  return number === null ? null : readable(number);
}
