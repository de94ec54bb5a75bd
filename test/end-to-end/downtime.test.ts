import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { ok, status } from '../../src/simulators/script.js';
import type { Generation } from './accounts.js';
import type { Place } from './program.js';
import { openScenery, type Scenery } from './scenery.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** One at a time, as the order is what is looked at; no header, as these calls are old. */
const IN_ORDER = { AUDIOBOT_PIPELINE_CONCURRENCY: '1', AUDIOBOT_TELEGRAM_EARLY: 'false' };

describe.each<Generation>(['v1', 'v2'])('after a week of downtime, by Novofon %s,', (generation) => {
  it('every call gets its card once, in order; so do late rows and long calls', async () => {
    await using scenery = await openScenery(IN_ORDER, {}, generation);
    const { account, place } = scenery;
    await place.run('poll');
    const mark = sleepUntilNow(place, 8);
    for (let day = 7; day >= 1; day--) account.missed({ startedAt: ago(day * DAY_MS) });
    for (const day of [5.5, 1.5]) account.sale({ startedAt: ago(day * DAY_MS) });

    breakOff(scenery, generation);
    const failed = await place.run('poll');
    expect([failed.code, failed.stderr]).toEqual([
      1,
      expect.stringMatching(/Novofon (answers 500|has an internal error)/),
    ]);
    expect([markOf(place), cards(place)]).toEqual([mark, []]);

    expect((await place.run('poll')).stdout).toContain('new: 9, changed: 0, failed: 0');
    const sent = cards(place);
    expect(sent).toHaveLength(9);
    expect(sent).toEqual([...sent].sort((a, b) => Number(a) - Number(b)));
    expect(markOf(place) > mark).toBe(true);

    account.missed({ startedAt: ago(5 * HOUR_MS) });
    account.talk(7 * HOUR_MS);
    expect((await place.run('poll')).stdout).toContain('new: 2, changed: 0, failed: 0');
    expect(scenery.world.telegram.requestsTo('sendMessage')).toHaveLength(11);
    expect(scenery.world.openai.boughtTwice).toEqual([]);
  });
});

/** The program last looked so many days ago. Returns that mark. */
function sleepUntilNow(place: Place, days: number): string {
  const mark = ago(days * DAY_MS).toISOString();
  const base = new Database(join(place.folder, 'data/audiobot.db'));
  base.prepare("update memory set value = ? where name in ('poll.floor', 'poll.mark')").run(mark);
  base.close();
  return mark;
}

/** The history breaks off: in v1 at its second page, which a thousand rows of other numbers make, in v2 at once. */
function breakOff({ world, account }: Scenery, generation: Generation): void {
  if (generation === 'v1') for (let row = 0; row < 1_000; row++) account.foreign();
  world.novofon.answer('/v1/statistics/pbx/', [ok(), status(500)]);
  world.novofonV2.answer('get.calls_report', [status(500)]);
}

/** The messages of the cards, by when their calls began. */
function cards(place: Place): unknown[] {
  const sql = `select message_id from deliveries join calls on calls.id = call_id where kind = 'card' order by started_at`;
  return asked(place, sql);
}

function markOf(place: Place): string {
  return String(asked(place, "select value from memory where name = 'poll.mark'")[0]);
}

function asked(place: Place, sql: string): unknown[] {
  const base = new Database(join(place.folder, 'data/audiobot.db'), { readonly: true });
  const values = base.prepare(sql).pluck().all();
  base.close();
  return values;
}

function ago(ms: number): Date {
  return new Date(Date.now() - ms);
}
