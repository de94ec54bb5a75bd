import type { OwnAnswer } from '../domain/analysis/own.js';
import { doubtWithin } from './standing.js';
import { dueText, roubles } from './words.js';

/** The answer to a question of a preset as people read it: «7 из 10 — спросил о цене дважды». */
export function ownText(answer: OwnAnswer, zone: string): string {
  return answer.reason ? `${valueText(answer, zone)} — ${answer.reason}` : valueText(answer, zone);
}

/** Without the reason. */
export function valueText(answer: OwnAnswer, zone: string): string {
  switch (answer.type) {
    case 'text':
      return answer.value;
    case 'number':
      return answer.value.toLocaleString('ru');
    case 'money':
      return roubles(answer.value);
    case 'scale':
      return `${answer.value} из 10`;
    case 'yesno':
      return answer.value ? 'да' : 'нет';
    case 'choice':
      return answer.shown;
    case 'list':
      return answer.value.map((item) => `${item.what}${doubtWithin(item)}`).join('; ');
    case 'when':
      return dueText(answer.value, zone) ?? '';
  }
}
