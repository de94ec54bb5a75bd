import { describe, expect, it } from 'vitest';
import type { AuditResult } from '../../src/app/audit/audit.js';
import { auditPage } from '../../src/cli/audit-page.js';
import { type AuditedCall, type Fate, sumsOf } from '../../src/domain/audit.js';
import { call } from '../store/samples.js';

const PERIOD = { from: '2026-11-18T10:00:00.000Z', to: '2026-11-20T10:00:00.000Z' };
const HEAD = '2026-11-18 13:00 – 2026-11-20 13:00, Europe/Moscow';

describe('the page of an audit', () => {
  it('is short where nothing is wrong', () => {
    expect(page([audited('in_a', 'card')])).toEqual([
      HEAD,
      'звонков 1 = карточек 1 + без карточки по правилу 0 + по просьбе 0 + в работе 0 + ошибок 0',
      '',
    ]);
  });

  it('says of each call what is wrong, and what to do', () => {
    const stuck = audited('in_a', 'stuck', { client: null, direction: 'out' });
    const error = { stage: 'notify', upstream: 'telegram', message: 'the bot\nwas kicked' } as const;
    expect(page([{ ...stuck, error }]).slice(3)).toEqual([
      'Застряли: ждут слишком долго',
      '  2026-11-20 12:04  ← —  in_a  notify: the bot was kicked',
      expect.stringMatching(/^→ с --repair пойдут дальше/),
      '',
    ]);
  });

  it('says what was put back to work instead', () => {
    const lines = page([audited('in_a', 'missing')], { repaired: ['in_a'] });
    expect(lines.slice(3)).toEqual([
      'Пропали: у Novofon есть, в базе нет',
      '  2026-11-20 12:04  → +7 916 123-45-67  in_a',
      '',
      'Возвращено в работу: 1. Возьмёт работающий serve (watch) или следующий poll.',
      '',
    ]);
    expect(page([], { repaired: [] }).slice(3)).toEqual(['Возвращать в работу нечего.', '']);
  });

  it('names twenty of a kind', () => {
    const many = Array.from({ length: 25 }, (_, at) => audited(`in_${at}`, 'failed'));
    const lines = page(many);
    expect(lines.filter((line) => line.includes('in_'))).toHaveLength(20);
    expect(lines).toContain('  … и ещё 5; все покажет --json');
  });

  it('tells apart what the provider does not list', () => {
    expect(page([], { unlisted: [{ facts: call('in_a') }] as AuditResult['unlisted'] }).slice(3)).toEqual([
      'В базе есть ещё 1: Novofon их не показывает',
      '',
    ]);
  });

  it('fits the terminal, but for the sum', () => {
    const lines = page([audited('in_5f1c0a9bdeadbeef', 'missing')], {}, 40);
    expect(lines.find((line) => line.includes('+7 916'))).toBe('  2026-11-20 12:04  → +7 916 123-45-67…');
    expect(lines[1]).toMatch(/пропало 1$/);
  });
});

function audited(id: string, fate: Fate, given: Parameters<typeof call>[2] = {}): AuditedCall {
  return { id, facts: call(id, undefined, given), fate, error: null };
}

function page(calls: AuditedCall[], given: Partial<AuditResult> = {}, columns: number | null = null): string[] {
  const rest = { unlisted: [], repaired: null, zone: 'Europe/Moscow', period: PERIOD };
  return auditPage({ calls, sums: sumsOf(calls), ...rest, ...given }, '2d', columns).split('\n');
}
