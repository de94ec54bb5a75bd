import { describe, expect, it } from 'vitest';
import { parseLossless } from '../../../src/upstreams/novofon/lossless.js';
import { partyOf } from '../../../src/upstreams/novofon/party.js';
import { readRow } from '../../../src/upstreams/novofon/v1/row.js';
import {
  readDirection,
  readDisposition,
  readSeconds,
  readStatus,
  readYes,
} from '../../../src/upstreams/novofon/words.js';
import { row } from './provider.js';

describe('partyOf', () => {
  it.each([
    ['"+79161234567" <+79161234567>', '+79161234567'],
    ['"Ольга" <+79161234567>', '+79161234567'],
    ['Ольга (79161234567)', '+79161234567'],
    ['Анна 101 (101)', '101'],
    ['Отдел 2 (79161234567)', '+79161234567'],
    ['79161234567', '+79161234567'],
    ['9161234567', '+79161234567'],
    ['89161234567', '+79161234567'],
    ['8 (916) 123-45-67', '+79161234567'],
    ['"8 (916) 123-45-67" <89161234567>', '+79161234567'],
    ['Ольга 79161234567', '+79161234567'],
    ['100', '100'],
    ['"Office" <100>', '100'],
    ['+4915112345678', '+4915112345678'],
    ['', null],
    ['0', null],
    ['"anonymous" <anonymous>', null],
    ['"Анна 2" <anonymous>', null],
    ['Restricted', null],
    ['null', null],
    ['"" <>', null],
    ['() ()', null],
  ])('reads %s', (label, party) => {
    expect(partyOf(label)).toBe(party);
  });
});

describe("the provider's words", () => {
  it.each([
    ['answered', 'answered'],
    ['ANSWERED ', 'answered'],
    ['no answer', 'noanswer'],
    ['noanswer', 'noanswer'],
    ['no_answer', 'noanswer'],
    ['busy', 'busy'],
    ['cancel', 'cancel'],
    ['failed', 'failed'],
    ['call failed', 'call failed'],
    ['no money', 'no money'],
    ['unallocated number', 'unallocated number'],
    ['no limit', 'no limit'],
    ['no day limit', 'no day limit'],
    ['line limit', 'line limit'],
    ['no money, no limit', 'no money, no limit'],
    ['', 'unknown'],
  ])('disposition %s', (text, word) => {
    expect(readDisposition(text)).toBe(word);
  });

  it.each([
    ['received', 'answered'],
    ['lost', 'noanswer'],
    ['missed', 'noanswer'],
    ['cancel', 'noanswer'],
    ['no answer', 'noanswer'],
    ['no_answer', 'noanswer'],
    ['noanswer', 'noanswer'],
    ['Принят', 'принят'],
    ['busy', 'busy'],
    ['', null],
  ])('status %s', (text, word) => {
    expect(readStatus(text)).toBe(word);
  });

  it.each([
    ['in', 'in'],
    ['Incoming', 'in'],
    ['inbound', 'in'],
    ['out', 'out'],
    ['outgoing', 'out'],
    ['OUTBOUND ', 'out'],
    ['internal', null],
    ['', null],
  ])('direction %s', (text, direction) => {
    expect(readDirection(text)).toBe(direction);
  });

  it.each([
    ['184', 184],
    ['184.0', 184],
    ['00:03:04', 184],
    ['3:04', 184],
    ['1:00:00', 3600],
    ['0', 0],
    ['', null],
    ['-5', null],
    ['long', null],
  ])('seconds %s', (text, seconds) => {
    expect(readSeconds(text)).toBe(seconds);
  });

  it.each([
    ['true', true],
    ['1', true],
    ['false', false],
    ['0', false],
    ['', false],
  ])('yes or no %s', (text, yes) => {
    expect(readYes(text)).toBe(yes);
  });
});

describe('readRow', () => {
  const read = (changes: Record<string, unknown>) => readRow(row(changes), 'Europe/Moscow');

  it('reads the row of the fact sheet', () => {
    expect(readRow(parseLossless(JSON.stringify(row())), 'UTC+3')).toEqual({
      session: 'in_5f1c0a9be2d34c6f8a7b90d1e2f3a4b5c6d7e8f9',
      callId: '1768471201.4815162',
      extension: '100',
      clid: '+79161234567',
      destination: '+79843330712',
      startedAt: '2026-01-15T10:00:01.000Z',
      seconds: 184,
      disposition: 'answered',
      recorded: true,
    });
  });

  it('keeps ids as they are written, zeros at the end included', () => {
    const raw = parseLossless(
      '{"call_id":1768471201.4815170,"pbx_call_id":290043698,"callstart":"2026-01-15 13:00:01"}',
    );
    expect(readRow(raw, 'UTC+3')).toMatchObject({ callId: '1768471201.4815170', session: '290043698' });
  });

  it.each([
    [true, true],
    ['true', true],
    [1, true],
    ['1', true],
    [false, false],
    ['false', false],
    [0, false],
    ['0', false],
    [null, false],
    [undefined, false],
  ])('takes is_recorded %j', (is_recorded, recorded) => {
    expect(read({ is_recorded })?.recorded).toBe(recorded);
  });

  it.each([
    [100, '100'],
    ['100', '100'],
    [0, null],
    ['0', null],
    ['', null],
    [null, null],
  ])('takes sip %j', (sip, extension) => {
    expect(read({ sip })?.extension).toBe(extension);
  });

  it.each([
    [184, 184],
    ['184', 184],
    ['184.0', 184],
    ['', 0],
    [null, 0],
  ])('takes seconds %j', (seconds, read_) => {
    expect(read({ seconds })?.seconds).toBe(read_);
  });

  it.each([
    [79843330712, '+79843330712'],
    ['+7 984 333-07-12', '+79843330712'],
    [101, '101'],
    ['', null],
  ])('takes destination %j', (destination, party) => {
    expect(read({ destination })?.destination).toBe(party);
  });

  it('puts a row without pbx_call_id under its call_id, and a phantom leg under its session', () => {
    expect(read({ pbx_call_id: '' })).toMatchObject({ session: '1768471201.4815162', callId: '1768471201.4815162' });
    expect(read({ call_id: '' })).toMatchObject({ session: row().pbx_call_id, callId: null });
  });

  it.each([
    ['no id', row({ call_id: '', pbx_call_id: null })],
    ['no time', row({ callstart: 'yesterday' })],
    ['nothing', {}],
    ['a word', 'row'],
    ['null', null],
  ])('cannot place %s', (_name, raw) => {
    expect(readRow(raw, 'UTC+3')).toBeNull();
  });
});
