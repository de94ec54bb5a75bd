import { describe, expect, it } from 'vitest';
import { latencies } from '../../src/app/latency.js';
import type { Stats } from '../../src/app/stats.js';
import { statsPage } from '../../src/cli/stats-page.js';
import { callStats, costStats } from '../../src/domain/stats.js';

const PERIOD = { from: '2026-10-31T21:00:00.000Z', to: '2026-11-20T09:04:00.000Z' };
const page = (given: Partial<Stats>) =>
  statsPage(
    { ...callStats([], 'UTC'), cost: costStats([]), latencySeconds: latencies([]), ...given },
    PERIOD,
    'Europe/Moscow',
  );
const calls = { total: 20, in: 12, out: 8, answered: 15, missed: 3, unansweredOutgoing: 2, clients: 9 };

describe('the page of the figures', () => {
  it('names the period in the firm’s zone', () => {
    expect(page({})).toBe('2026-11-01 00:00 – 2026-11-20 12:04, Europe/Moscow\n\nno calls\n');
  });

  it('leaves out what has no figures', () => {
    expect(page({ calls }).split('\n').slice(2)).toEqual([
      'calls        20: in 12, out 8, unique clients 9',
      'answered     15: talk 0.0 min',
      'missed       3: 25 % of the incoming',
      'not reached  2: outgoing that nobody answered',
      'cost         $0.0000',
      '',
    ]);
  });

  it('breaks a long list between its parts', () => {
    const kinds = Object.fromEntries(Array.from({ length: 12 }, (_, place) => [`wrong-number-${place}`, 1000]));
    const lines = page({ calls, kinds }).split('\n');
    const from = lines.findIndex((line) => line.startsWith('kinds'));
    expect(lines.slice(from, from + 4)).toEqual([
      'kinds        wrong-number-0 1000, wrong-number-1 1000, wrong-number-2 1000,',
      '             wrong-number-3 1000, wrong-number-4 1000, wrong-number-5 1000,',
      '             wrong-number-6 1000, wrong-number-7 1000, wrong-number-8 1000,',
      '             wrong-number-9 1000, wrong-number-10 1000, wrong-number-11 1000',
    ]);
  });

  it('keeps every line of a table within 80 columns, whatever a name holds', () => {
    const employees = [
      { name: 'Анна-Мария '.repeat(9), calls: 12, talkSeconds: 600 },
      { name: '\u001b[31mБорис\n🎧', calls: 1, talkSeconds: 30 },
      { name: null, calls: 1, talkSeconds: 30 },
    ];
    const days = [{ date: '2026-11-20', calls: 20, missed: 3, minutes: 11 }];
    const models = [{ model: 'own', answers: 2, usd: null, unpriced: 2 }];
    const text = page({ calls, employees, days, cost: costStats(models) });
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(text).not.toContain('\u001b');
    expect(text).toMatch(/^Анна-Мария Анна-Мария Анна-Мария Анна-… +12 +10\.0$/m);
    expect(text).toMatch(/^\(unknown\) +1 +0\.5$/m);
    expect(text).toMatch(/^2026-11-20 Fri +20 +3 +11\.0$/m);
    expect(text).toMatch(/^own +2 +no price$/m);
    expect(text).toContain('\ncost         $0.0000, answers without a price: 2 (prices)\n');
  });
});
