import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNumber } from '../../src/domain/phone.js';
import { fromAccountTime } from '../../src/upstreams/novofon/account-time.js';
import { partyOf } from '../../src/upstreams/novofon/party.js';
import { readRow as readRowV1 } from '../../src/upstreams/novofon/v1/row.js';
import { readAnswer } from '../../src/upstreams/novofon/v2/answer.js';
import { readRow as readRowV2 } from '../../src/upstreams/novofon/v2/row.js';
import { readNotice } from '../../src/upstreams/novofon/webhook/notice.js';
import { factsOf } from '../../src/upstreams/novofon/webhook/notice-facts.js';
import { RUNS } from './runs.js';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const KINDS = ['call', 'echo', 'ignored', 'wrong-signature', 'unreadable'];

const text = fc.string({ unit: 'grapheme', maxLength: 60 });
/** Names that mean something beside any others, with any values. */
const record = (...names: string[]) =>
  fc.dictionary(fc.oneof(fc.constantFrom(...names), text), fc.oneof(text, fc.jsonValue()));
const noticeFields = record(
  'event',
  'call_id',
  'pbx_call_id',
  'status',
  'duration',
  'direction',
  'caller',
  'record_url',
);

function formOf(fields: Record<string, unknown>): string {
  const pairs = Object.entries(fields).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return new URLSearchParams(pairs).toString();
}

describe('whatever is posted to the webhook', () => {
  it.each<[string, fc.Arbitrary<string>]>([
    ['text', fc.string({ unit: 'binary', maxLength: 300 })],
    ['JSON', noticeFields.map((fields) => JSON.stringify(fields))],
    ['JSON with its quotes gone', noticeFields.map((fields) => JSON.stringify(fields).replaceAll('"', ''))],
    ['JSON cut short', noticeFields.map((fields) => JSON.stringify(fields).slice(0, -3))],
    ['a form', noticeFields.map((fields) => formOf(fields))],
    ['parts', fc.tuple(text, text).map(([name, value]) => `--X\r\nname="${name}"\r\n\r\n${value}\r\n--X--`)],
  ])('is read, or said to be unreadable, and never harms: %s', async (_, bodies) => {
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const incoming = { method: 'POST', headers: { signature: 'x' }, query: {}, body: Buffer.from(body) };
        const notice = await readNotice(incoming, 'secret');
        expect(KINDS).toContain(notice.kind);
        if (notice.kind !== 'call') return;
        expect(notice.callId).toMatch(/^[\p{L}\p{N}_][\p{L}\p{N}_.:@+=-]{0,127}$/u);
        expect(notice.status).toMatch(/^[\p{L}\p{N}_ -]{0,40}$/u);
        const facts = factsOf(notice.fields, 'https://app.novofon.ru');
        expect(facts.seconds === null || (Number.isInteger(facts.seconds) && facts.seconds >= 0)).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('whatever Novofon answers', () => {
  const rowV1 = record('call_id', 'pbx_call_id', 'sip', 'callstart', 'clid', 'destination', 'seconds', 'is_recorded');
  const rowV2 = record('id', 'start_time', 'finish_time', 'talk_duration', 'call_records', 'employees', 'direction');

  it('is a row with a call and a moment, or none: v1', () => {
    fc.assert(
      fc.property(fc.oneof(rowV1, fc.jsonValue()), (raw) => {
        const row = readRowV1(raw, 'Europe/Moscow');
        if (!row) return;
        expect(row.session).not.toBe('');
        expect(row.startedAt).toMatch(INSTANT);
        expect(row.seconds).toBeGreaterThanOrEqual(0);
      }),
      RUNS,
    );
  });

  it('is a row with a call and a moment, or none: v2', () => {
    fc.assert(
      fc.property(fc.oneof(rowV2, fc.jsonValue()), (raw) => {
        const row = readRowV2(raw, 'Europe/Moscow');
        if (!row) return;
        expect(row.id).not.toBe('');
        expect(row.startedAt).toMatch(INSTANT);
        expect(row.seconds).toBeGreaterThanOrEqual(0);
      }),
      RUNS,
    );
  });

  it('is an answer of JSON-RPC, or none', () => {
    const answers = fc.record({ result: fc.jsonValue(), error: fc.jsonValue() }, { requiredKeys: [] });
    fc.assert(
      fc.property(
        fc.oneof(
          answers.map((value) => JSON.stringify(value)),
          text,
        ),
        (body) => {
          expect([undefined, 'rows', 'refusal']).toContain(readAnswer(body)?.kind);
        },
      ),
      RUNS,
    );
  });

  it('has parties that are numbers, extensions or hidden', () => {
    const label = fc.oneof(text, fc.string({ unit: fc.constantFrom(...'+0123456789 ()<>"-'), maxLength: 40 }));
    fc.assert(
      fc.property(label, (clid) => {
        const party = partyOf(clid);
        if (party === null) return;
        expect(party).toMatch(isNumber(party) ? /^\+\d{7,15}$/ : /^\d{1,6}$/);
      }),
      RUNS,
    );
  });

  it('has moments that are moments', () => {
    const moment = fc.oneof(text, fc.string({ unit: fc.constantFrom(...'0123456789-: T'), maxLength: 25 }));
    fc.assert(
      fc.property(moment, (written) => {
        const instant = fromAccountTime(written, 'Europe/Moscow');
        if (instant !== null) expect(Number.isNaN(Date.parse(instant))).toBe(false);
      }),
      RUNS,
    );
  });
});
