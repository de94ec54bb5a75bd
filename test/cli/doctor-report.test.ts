import { stripVTControlCharacters } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { doctorReport } from '../../src/cli/doctor-report.js';
import { fail, ok, warn } from '../../src/domain/finding.js';

const FINDINGS = [
  ok('disk', './data: свободно 76 ГБ'),
  warn(
    'numbers',
    'за сутки 3 звонка, но +79843330712 в них нет; есть +78120000000 (3), +78120000001 (1)',
    'Если ваш номер среди них, запишите его в novofon.numbers.',
  ),
  fail(
    'analysis',
    'api.openai.com не принимает ключ',
    'Проверьте openai.apiKey: возьмите действующий ключ в кабинете.',
  ),
];

describe('the report', () => {
  const before = process.env.NO_COLOR;
  afterEach(() => {
    if (before === undefined) delete process.env.NO_COLOR;
    else process.env.NO_COLOR = before;
  });

  it('on a terminal: marks, colours, lines of 80 columns at the most', () => {
    delete process.env.NO_COLOR;
    const report = doctorReport(FINDINGS, { isTTY: true, columns: 200 });
    expect(report).toContain('\x1b[31m✗');
    const lines = stripVTControlCharacters(report).split('\n');
    expect(lines).toEqual([
      '✓ disk      ./data: свободно 76 ГБ',
      '! numbers   за сутки 3 звонка, но +79843330712 в них нет; есть +78120000000 (3),',
      '            +78120000001 (1)',
      '            → Если ваш номер среди них, запишите его в novofon.numbers.',
      '✗ analysis  api.openai.com не принимает ключ',
      '            → Проверьте openai.apiKey: возьмите действующий ключ в кабинете.',
      '',
      'Не в порядке: 1, стоит взглянуть: 1.',
      '',
    ]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('without colours where none are wanted', () => {
    process.env.NO_COLOR = '1';
    const report = doctorReport(FINDINGS, { isTTY: true, columns: 80 });
    expect(stripVTControlCharacters(report)).toBe(report);
    expect(report).toContain('✗ analysis');
  });

  it('elsewhere: plain words, a line a finding', () => {
    delete process.env.NO_COLOR;
    const lines = doctorReport(FINDINGS.slice(0, 2), {}).split('\n');
    expect(lines).toEqual([
      'ok   disk     ./data: свободно 76 ГБ',
      'warn numbers  за сутки 3 звонка, но +79843330712 в них нет; есть +78120000000 (3), +78120000001 (1)',
      '              → Если ваш номер среди них, запишите его в novofon.numbers.',
      '',
      'Работать можно. Стоит взглянуть: 1.',
      '',
    ]);
  });

  it('keeps the lines of a text', () => {
    expect(doctorReport([fail('config', 'не читаются\na.yaml:1: x', null)], {})).toBe(
      'fail config  не читаются\n             a.yaml:1: x\n\nНе в порядке: 1.\n',
    );
  });
});
