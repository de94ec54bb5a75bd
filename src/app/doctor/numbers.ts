import { counted } from '../../card/words.js';
import type { Config } from '../../config/derive.js';
import { type Finding, ok, warn } from '../../domain/finding.js';
import { sameNumber } from '../../domain/phone.js';
import type { Census, Clock, Telephony } from '../../domain/ports.js';
import type { BoundedBudget } from './restraint.js';

const PART = 'numbers';
const DAY_MS = 24 * 60 * 60_000;
const MOST_NAMED = 5;

type Lines = Pick<Config['novofon'], 'numbers' | 'extensions'>;

interface Needs {
  telephony: Telephony;
  budget: BoundedBudget;
  lines: Lines;
  /** False where the webhook alone tells of calls. */
  hasHistory: boolean;
  clock: Clock;
}

/** Whether the history holds calls of our numbers: a day of it, or a week where the day is empty. */
export async function checkNumbers(
  { telephony, budget, lines, hasHistory, clock }: Needs,
  signal: AbortSignal,
): Promise<Finding[]> {
  const lookBack = (days: number) => {
    const nowMs = clock().getTime();
    const period = { from: new Date(nowMs - days * DAY_MS).toISOString(), to: new Date(nowMs).toISOString() };
    return telephony.census(period, 'process', signal);
  };
  try {
    const day = await lookBack(1);
    if (day.calls > 0) return numberFindings('за сутки', day, lines);
    const week = await lookBack(7);
    if (week.calls === 0 && !hasHistory) return [UNTOLD];
    return numberFindings('за неделю', week, lines);
  } catch (error) {
    if (budget.obstacle === null) throw error;
    return [OBSTACLES[budget.obstacle]];
  }
}

export function numberFindings(since: string, { calls, numbers }: Census, lines: Lines): Finding[] {
  if (calls === 0) {
    const cure = 'Позвоните на свой номер и повторите через пару минут; если пусто, проверьте, тот ли это кабинет.';
    return [warn(PART, `${since} в истории ни одного звонка`, cure)];
  }
  const found = `${since} ${callsText(calls)}`;
  const there = numbers.slice(0, MOST_NAMED).map((each) => `${each.number} (${each.calls})`);
  if (lines.numbers.length === 0) {
    return [ok(PART, `${found}, берём все${there.length > 0 ? `: ${there.join(', ')}` : ''}`)];
  }
  if (numbers.length === 0) return [ok(PART, `${found}; наша сторона видна только добавочным, берём по нему`)];
  const ours = lines.numbers.map((number) => ({
    number,
    calls: numbers.filter((each) => sameNumber(each.number, number)).reduce((sum, each) => sum + each.calls, 0),
  }));
  const absent = ours.filter((each) => each.calls === 0).map(({ number }) => number);
  const present = ours.filter((each) => each.calls > 0).map((each) => `${each.number} в ${each.calls}`);
  return [
    ...(present.length > 0 ? [ok(PART, `${found}, ${ourWord(lines)} ${present.join(', ')}`)] : []),
    ...(absent.length > 0
      ? [
          warn(
            PART,
            `${found}, но ${absent.join(', ')} в них нет; есть ${there.join(', ')}`,
            'Если ваш номер среди них, запишите его в novofon.numbers.',
          ),
        ]
      : []),
    ...otherNumbers(numbers.length, lines),
  ];
}

/** As the poller warns: where our side is an extension only, the number cannot tell our calls from others. */
function otherNumbers(count: number, lines: Lines): Finding[] {
  if (count < 2 || lines.extensions.length > 0) return [];
  const cure = 'Запишите свои добавочные: novofon.extensions: [100, 101].';
  return [warn(PART, 'номеров в кабинете несколько, а исходящие бывают видны только по добавочному', cure)];
}

function ourWord({ numbers }: Lines): string {
  return numbers.length === 1 ? 'ваш номер' : 'ваши номера';
}

function callsText(calls: number): string {
  return counted(calls, ['звонок', 'звонка', 'звонков']);
}

const UNTOLD = warn(
  PART,
  'webhook за неделю ничего не прислал',
  'Впишите в кабинете Novofon адрес уведомлений: https://<ваш адрес>/api/call-summary/webhook/novofon.',
);

const OBSTACLES = {
  busy: warn(
    PART,
    'историю не спросили: запросы этой минуты уже потрачены (работает daemon или poll)',
    'Повторите через минуту.',
  ),
  spent: warn(PART, 'звонков больше, чем видно за два запроса: номера не сверены', null),
};
