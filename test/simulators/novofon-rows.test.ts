import { describe, expect, it } from 'vitest';
import { raw } from '../../src/simulators/novofon/rows.js';
import { startWorld } from '../../src/simulators/world.js';
import { answerTo, ask, DAY, ROW, STATISTICS } from './novofon-client.js';

describe('Novofon: rows in other writings', () => {
  it.each([
    [
      'sample',
      ['"call_id":"1768467600.4815170"', '"destination":79843330712', '"seconds":184', '"is_recorded":"true"'],
    ],
    ['numbers', ['"call_id":1768467600.4815170', '"sip":100', '"seconds":184', '"is_recorded":true']],
    ['words', ['"destination":"79843330712"', '"seconds":"184"', '"is_recorded":"true"']],
    ['digits', ['"destination":79843330712', '"is_recorded":1']],
  ] as const)('%s', async (writing, fields) => {
    await using world = await startWorld();
    world.novofon.addIncoming({ startedAt: new Date('2026-01-15T09:00:00Z'), writing });
    const text = await (await ask(world, STATISTICS, DAY)).text();
    expect(text.split(/[{},[\]]/)).toEqual(expect.arrayContaining([...fields]));
  });

  it('raw values are written as they stand', async () => {
    await using world = await startWorld();
    world.novofon.addCall({ rows: [{ ...ROW, call_id: raw('1768471201.4815170'), seconds: raw('1.84e2') }] });
    const text = await (await ask(world, STATISTICS, DAY)).text();
    expect(text).toContain('"call_id":1768471201.4815170,');
    expect(text).toContain('"seconds":1.84e2');
  });

  it('rows for extensions that rang before', async () => {
    await using world = await startWorld();
    const startedAt = new Date('2026-01-15T09:00:00Z');
    world.novofon.addIncoming({ startedAt, rangBefore: ['101', '102'], extensionOnly: true });
    const { stats } = await answerTo(world, STATISTICS, DAY);
    expect(stats).toMatchObject([
      { sip: '101', destination: 101, disposition: 'no answer', is_recorded: 'false' },
      { sip: '102', destination: 102 },
      { sip: '100', destination: 100, disposition: 'answered' },
    ]);
    expect(new Set(stats.map((row) => row.pbx_call_id)).size).toBe(1);
    expect(new Set(stats.map((row) => row.call_id)).size).toBe(3);
  });
});
