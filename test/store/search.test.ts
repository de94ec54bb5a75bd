import Database from 'better-sqlite3';
import { CamelCasePlugin, Kysely, SqliteDialect, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Analysis } from '../../src/domain/analysis/analysis.js';
import type { Held, Made } from '../../src/domain/call.js';
import { readQuery } from '../../src/domain/search/query.js';
import type { Transcript } from '../../src/domain/transcript/transcript.js';
import { findCall } from '../../src/store/call-reader.js';
import { SqlCallStore } from '../../src/store/calls.js';
import { up } from '../../src/store/migrations/001-calls.js';
import { type Base, openBase } from '../../src/store/open.js';
import { restartCall } from '../../src/store/rerun.js';
import type { Schema } from '../../src/store/schema.js';
import { type SearchQuery, searchCalls } from '../../src/store/search.js';
import { analysis, type Loose } from '../card/samples.js';
import { type Bench, openBench } from './bench.js';
import { ENTRY, HOLD_MS, MADE, only } from './conformance.js';
import { call, leg } from './samples.js';

describe('a word finds its forms', () => {
  it.each([
    ['договор', 'договора, договоре, договоров, договорами, ДОГОВОР'],
    ['договоров', 'договор'],
    ['договора', 'договором'],
    ['ёлка', 'елка, елки, ёлку'],
    ['елки', 'ёлка'],
    ['кухня', 'кухню, кухней, кухни'],
    ['заказать', 'заказали, заказал'],
    ['заказ', 'заказы, заказов'],
    ['заказ*', 'заказали, заказчик, заказ'],
    ['заказы*', 'заказ'],
    ['IKEA', 'ikea'],
    ['замерщика', 'замерщиком'],
  ])('%s finds %s', async (typed, said) => {
    await using bench = await openBench();
    const forms = said.split(', ');
    for (const form of forms) await add(bench, form, `Так вот, ${form}!`);
    expect((await idsOf(bench.base, typed)).sort()).toEqual(forms.sort());
  });

  it.each([
    ['заказ', 'заказать'],
    ['договор', 'оговор'],
    ['кот', 'который'],
    ['ёлка', 'ёлок'],
  ])('%s does not find %s', async (typed, said) => {
    expect(await search(typed, { in_a: said })).toEqual([]);
  });
});

describe('a query', () => {
  const said = {
    in_a: 'Пришлите договор аренды на год.',
    in_b: 'Аренда — да, а договор потом.',
    in_c: 'Только замер, 120 000 рублей.',
  };
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
    for (const [id, text] of Object.entries(said)) await add(bench, id, text);
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  it.each([
    ['договор аренда', ['in_a', 'in_b']],
    ['договор замер', []],
    ['«договор аренды»', ['in_a']],
    ['"аренду договора"', []],
    ['«договор арен*»', ['in_a']],
    ['«договор аренды» год', ['in_a']],
    ['"120 000"', ['in_c']],
    ['«000 120»', []],
    ['на', ['in_a']],
  ])('%s finds %j', async (typed, ids) => {
    expect((await idsOf(bench.base, typed)).sort()).toEqual(ids);
  });

  it('is never a fault of SQL or FTS5', async () => {
    await using bench = await openBench();
    await add(bench, 'in_a', 'дого вор words договор drop table calls');
    const typed = [
      '"договор',
      'договор"',
      '«договор',
      "договор'; drop table calls; --",
      '(договор',
      'договор)',
      'договор^',
      '-договор',
      'words:договор',
      '{words}: договор',
      'договор**',
      '* договор',
      '+договор',
      '\\договор\\',
      'дого\u0000вор*',
      '\ud800договор',
      '%договор_',
    ];
    for (const each of typed) expect(await idsOf(bench.base, each), each).toEqual(['in_a']);
  });

  it.each(['договор AND аренда', 'договор OR', 'NOT договор', 'NEAR(договор аренда, 2)', 'договор¶'])(
    '%j means its words',
    async (typed) => {
      const plain = typed.replaceAll(/[^\p{L}\d]+/gu, ' ');
      expect(await search(typed, { in_a: plain, in_b: 'аренда' })).toEqual(['in_a']);
    },
  );

  it('may be absurdly long', async () => {
    const words = Array.from({ length: 1_000 }, (_, number) => `слово${number}*`);
    expect(await search(words.join(' '), { in_a: words.join(' ') })).toEqual(['in_a']);
  });

  it('finds no phrase over two parts', async () => {
    const analysis = { headline: 'Аренда', gist: 'договор' };
    expect(await search('«аренды договор»', { in_a: 'Кухня' }, analysis)).toEqual([]);
    expect(await search('«кухня аренды»', { in_a: 'Кухня' }, analysis)).toEqual([]);
    expect(await search('аренды договор кухня', { in_a: 'Кухня' }, analysis)).toEqual(['in_a']);
  });
});

describe('what is found', () => {
  it('comes the best first, and the newest among equals', async () => {
    await using bench = await openBench();
    await add(bench, 'in_a', 'договор и кухня, и фасады, и ручки, и петли', { minute: 1 });
    await add(bench, 'in_b', 'договор', { minute: 2 });
    await add(bench, 'in_c', 'договор', { minute: 3 });
    await add(bench, 'in_d', 'договор о договоре', { minute: 0 });
    expect(await idsOf(bench.base, 'договор')).toEqual(['in_d', 'in_c', 'in_b', 'in_a']);
    expect(await idsOf(bench.base, 'договор', { limit: 2 })).toEqual(['in_d', 'in_c']);
  });

  it('is of the period and of the client that were asked for', async () => {
    await using bench = await openBench();
    await add(bench, 'in_a', 'договор', { minute: 1, client: '+79161111111' });
    await add(bench, 'in_b', 'договор', { minute: 2, client: '+79162222222' });
    await add(bench, 'in_c', 'договор', { minute: 3, client: null });
    const at = (minute: number) => `2026-11-20T09:0${minute}:00.000Z`;
    expect(await idsOf(bench.base, 'договор', { from: at(2) })).toEqual(['in_c', 'in_b']);
    expect(await idsOf(bench.base, 'договор', { to: at(2) })).toEqual(['in_a']);
    expect(await idsOf(bench.base, 'договор', { number: '2222' })).toEqual(['in_b']);
  });

  it('is the stored call', async () => {
    await using bench = await openBench();
    await add(bench, 'in_a', 'договор');
    const [found] = await searchCalls(bench.base, { terms: readQuery('договор'), limit: 1 }, () => {});
    expect(found).toEqual(await findCall(bench.base, 'in_a'));
  });
});

describe('the index', () => {
  it('learns a transcript before there is an analysis, then the analysis', async () => {
    await using bench = await openBench();
    const store = new SqlCallStore(bench.base, bench.clock);
    await store.enqueue(call('in_a'), ENTRY);
    const held = await store.advance(await only(store), MADE.download, HOLD_MS);
    const transcript = transcriptOf('договор');
    const analyzing = held && (await store.advance(held, { stage: 'transcribe', transcript }, HOLD_MS));
    expect(await idsOf(bench.base, 'договор')).toEqual(['in_a']);
    expect(await idsOf(bench.base, 'рассрочка')).toEqual([]);
    const analysis = silent({ topics: ['рассрочка'] });
    if (analyzing) await store.advance(analyzing, { stage: 'analyze', analysis }, HOLD_MS);
    expect(await idsOf(bench.base, 'рассрочка')).toEqual(['in_a']);
  });

  it('follows an analysis that is made again', async () => {
    await using bench = await openBench();
    await add(bench, 'in_a', 'договор', { analysis: { topics: ['кухня'] } });
    expect(await idsOf(bench.base, 'кухня')).toEqual(['in_a']);
    await restartCall(bench.base, bench.clock, 'in_a', 'analyze');
    expect(await idsOf(bench.base, 'кухня')).toEqual([]);
    expect(await idsOf(bench.base, 'договор')).toEqual(['in_a']);
    const store = new SqlCallStore(bench.base, bench.clock);
    await store.advance(await only(store), { stage: 'analyze', analysis: silent({ topics: ['шкаф'] }) }, HOLD_MS);
    expect(await idsOf(bench.base, 'шкаф')).toEqual(['in_a']);
    expect(await idsOf(bench.base, 'кухня')).toEqual([]);
  });

  it('is told only of calls that changed', async () => {
    await using bench = await openBench();
    const told: number[] = [];
    const ask = () => searchCalls(bench.base, { terms: readQuery('договор'), limit: 9 }, (calls) => told.push(calls));
    await ask();
    for (let number = 0; number < 60; number++) await add(bench, `in_${number}`, 'договор');
    await ask();
    await ask();
    await sql`update calls set transcript = transcript, due_at = null`.execute(bench.base);
    expect(await ask()).toHaveLength(9);
    expect(told).toEqual([60]);
  });

  it('loses a deleted call at once, and keeps none of its words', async () => {
    await using bench = await openBench();
    await add(bench, 'in_a', 'Совершенносекретно', { analysis: { gist: 'Необычайно' } });
    await add(bench, 'in_b', 'договор');
    expect(await idsOf(bench.base, 'необычайно')).toEqual(['in_a']);
    expect(await bytesOf(bench.base)).toContain('необычайн');
    await bench.base.deleteFrom('calls').where('id', '=', 'in_a').execute();
    const left = await bytesOf(bench.base);
    expect(left).not.toContain('совершенносекретн');
    expect(left).not.toContain('необычайн');
    expect(left).toContain('договор');
    expect(await idsOf(bench.base, 'необычайно')).toEqual([]);
  });

  describe('that is at work on a call, while it', () => {
    it('is deleted, takes in nothing of it', async () => {
      await using bench = await openBench();
      await add(bench, 'in_a', 'договор');
      await searchWhile(bench.base, async (base) => {
        await base.deleteFrom('calls').execute();
      });
      expect(await bytesOf(bench.base)).not.toContain('договор');
    });

    it('is deleted and another joins, takes the one for the other never', async () => {
      await using bench = await openBench();
      await new SqlCallStore(bench.base, bench.clock).enqueue(call('in_b'), { ...ENTRY, skip: () => 'unworthy' });
      await add(bench, 'in_a', 'договор');
      await searchWhile(bench.base, async (base) => {
        await base.deleteFrom('calls').where('id', '=', 'in_a').execute();
        // As many changes as the other saw: only its id tells them apart.
        const transcript = JSON.stringify(transcriptOf('замер'));
        await base.updateTable('calls').set({ transcript }).execute();
        await base.updateTable('calls').set({ analysis: '{}' }).execute();
      });
      expect(await bytesOf(bench.base)).not.toContain('договор');
      expect(await idsOf(bench.base, 'замер')).toEqual(['in_b']);
    });

    it('changes, looks again', async () => {
      await using bench = await openBench();
      await add(bench, 'in_a', 'договор');
      await searchWhile(bench.base, async (base) => {
        await base
          .updateTable('calls')
          .set({ transcript: JSON.stringify(transcriptOf('замер')) })
          .execute();
      });
      expect(await idsOf(bench.base, 'замер')).toEqual(['in_a']);
      expect(await idsOf(bench.base, 'договор')).toEqual([]);
    });

    /** The one connection serves in turns: our look, the index's own look at the call, our work, the index's writing. */
    async function searchWhile(base: Base, work: (base: Base) => Promise<void>): Promise<void> {
      let worked: Promise<unknown> = Promise.reject(new Error('nothing was indexed'));
      worked.catch(() => {});
      await searchCalls(base, { terms: readQuery('договор'), limit: 9 }, () => {
        const look = base.selectFrom('calls').select('id').execute();
        worked = look.then(() => base.connection().execute(work));
      });
      await worked;
    }
  });

  it('is made of the calls of a base without one', async () => {
    await using bench = await openBench();
    const path = `${bench.path}.old`;
    const old = new Kysely<Schema>({
      dialect: new SqliteDialect({ database: new Database(path) }),
      plugins: [new CamelCasePlugin()],
    });
    await up(old as Kysely<unknown>);
    await sql`pragma user_version = 1`.execute(old);
    // Of the columns that came later only this one is written.
    await sql`alter table calls add column wish text`.execute(old);
    await add({ ...bench, base: old }, 'in_a', 'Договора нет');
    await new SqlCallStore(old, bench.clock).enqueue(call('in_b'), ENTRY);
    await sql`alter table calls drop column wish`.execute(old);
    await old.destroy();
    const base = await openBase(path);
    try {
      expect(await idsOf(base, 'договор')).toEqual(['in_a']);
    } finally {
      await base.destroy();
    }
  });
});

describe('an id', () => {
  const ids = ['in_5f1c0a9b', 'in_5f1c0aff', 'out_77', '290043698'];
  let bench: Bench;
  let store: SqlCallStore;
  beforeAll(async () => {
    bench = await openBench();
    store = new SqlCallStore(bench.base, bench.clock);
    for (const id of ids) await store.enqueue(call(id, [leg({ id: `${id}.leg` })]), ENTRY);
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  it.each([
    ['in_5f1c0a9b', 'in_5f1c0a9b'],
    ['in_5f1c0a9', 'in_5f1c0a9b'],
    ['in_5f1c0af', 'in_5f1c0aff'],
    ['out_77', 'out_77'],
    ['out_77.le', 'out_77'],
    ['out_7', null],
    ['5f1c0a', null],
    ['in_%%%%', null],
    ['in________', null],
    ['29004369', null],
  ])('%s is that of %s', async (typed, id) => {
    expect((await findCall(bench.base, typed))?.facts.id ?? null).toBe(id);
  });

  it('that begins several names them', async () => {
    await expect(findCall(bench.base, 'in_5f1c0a')).rejects.toThrow(
      'several ids begin with in_5f1c0a: in_5f1c0a9b, in_5f1c0aff',
    );
    for (let number = 10; number < 20; number++) await store.enqueue(call(`in_5f1c0a${number}`), ENTRY);
    await expect(findCall(bench.base, 'in_5f1c0a')).rejects.toThrow('in_5f1c0a19, …');
  });
});

/** The ids of the calls that are found in a base of these. */
async function search(typed: string, said: Record<string, string>, analysis?: Loose<Analysis>): Promise<string[]> {
  await using bench = await openBench();
  for (const [id, text] of Object.entries(said)) await add(bench, id, text, analysis ? { analysis } : {});
  return await idsOf(bench.base, typed);
}

async function idsOf(base: Base, typed: string, given: Partial<SearchQuery> = {}): Promise<string[]> {
  const calls = await searchCalls(base, { terms: readQuery(typed), limit: 9, ...given }, () => {});
  return calls.map(({ facts }) => facts.id);
}

interface Given {
  minute?: number;
  client?: string | null;
  analysis?: Loose<Analysis>;
}

/** Adds a finished call in which this was said. */
async function add(bench: Pick<Bench, 'base' | 'clock'>, id: string, said: string, given: Given = {}): Promise<void> {
  const { minute = 0, client = '+79161234567' } = given;
  const store = new SqlCallStore(bench.base, bench.clock);
  const answered = leg({ id: `${id}.1`, startedAt: `2026-11-20T09:0${minute}:00.000Z` });
  await store.enqueue(call(id, [answered], { client }), ENTRY);
  const made: Record<Made['stage'], Made> = {
    ...MADE,
    transcribe: { stage: 'transcribe', transcript: transcriptOf(said) },
    ...(given.analysis ? { analyze: { stage: 'analyze', analysis: silent(given.analysis) } } : {}),
  };
  let held: Held | null = await only(store);
  while (held) held = await store.advance(held, made[held.place], HOLD_MS);
}

function transcriptOf(text: string): Transcript {
  return { text, model: 'whisper-1', turns: [], wordless: null, cut: [], trust: null };
}

/** All that the index holds, as it lies in the base. */
async function bytesOf(base: Base): Promise<string> {
  const rows = await sql<{ bytes: Buffer | string }>`
    select c0 as bytes from search_index_content union all select block from search_index_data`.execute(base);
  return rows.rows.map(({ bytes }) => bytes.toString()).join('\n');
}

/** An analysis without words but those given. */
function silent(given: Loose<Analysis>): Analysis {
  return analysis({ headline: '', gist: '', ...given });
}
