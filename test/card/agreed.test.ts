import { describe, expect, it } from 'vitest';
import { composeCard } from '../../src/card/card.js';
import { loadPreset } from '../../src/config/preset/load.js';
import type { Analysis } from '../../src/domain/analysis/analysis.js';
import { UNCHECKED } from '../../src/domain/analysis/ground.js';
import type { OwnAnswer } from '../../src/domain/analysis/own.js';
import { analysis, analyzed, CONTEXT, type Loose } from './samples.js';

const preset = loadPreset('service');
const due = (day: number) => ({
  ...{ dueSaid: `${day} ноября`, dueAt: `2026-11-${day}T07:00:00.000Z` },
  ...{ dueAllDay: false, dueDoubtful: false },
});
const VISIT: OwnAnswer = {
  ...{ ...UNCHECKED, name: 'visit', label: 'Приезд', emoji: '🗓', reason: null },
  ...{ type: 'when', value: due(26) },
};
const agreement = (day: number) => ({ ...due(day), who: null, what: 'Диагностика', where: null, turns: [] });
const linesOf = (given: Loose<Analysis>, card = preset.card) =>
  composeCard(analyzed({ text: 'Да.', analysis: analysis(given) }), { ...CONTEXT, preset: { ...preset, card } })
    .message.plain.split('\n')
    .filter((line) => /^[🤝🗓]/u.test(line));

describe('the day of a visit', () => {
  const agreed = '🤝 Диагностика: чт 26 ноября, 10:00';
  const visit = '🗓 Приезд: чт 26 ноября, 10:00';

  it('is told once where it was agreed upon', () => {
    expect(linesOf({ own: [VISIT], agreements: [agreement(26)] })).toEqual([agreed]);
  });

  it('has its line where nothing, or another day, was agreed upon', () => {
    expect(linesOf({ own: [VISIT] })).toEqual([visit]);
    expect(linesOf({ own: [VISIT], agreements: [agreement(27)] })).toEqual([
      '🤝 Диагностика: пт 27 ноября, 10:00',
      visit,
    ]);
  });

  it('has its line where another thing, said elsewhere, falls on it', () => {
    const frame = { ...agreement(26), dueSaid: 'не позже четверга', turns: [3] };
    expect(linesOf({ own: [VISIT], agreements: [frame] })).toHaveLength(2);
    expect(linesOf({ own: [{ ...VISIT, turns: [3] }], agreements: [frame] })).toHaveLength(1);
  });

  it('has its line where the agreement is not proven, or not on the card', () => {
    const unproven = { ...agreement(26), quote: 'в четверг', standing: 'unconfirmed' as const };
    expect(linesOf({ own: [VISIT], agreements: [unproven] })).toEqual([`${agreed} — не подтверждено`, visit]);
    expect(linesOf({ own: [VISIT], agreements: [agreement(26)] }, ['visit'])).toEqual([visit]);
  });
});
