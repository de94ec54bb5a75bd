import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config/faults.js';
import { bundledPresets, loadPreset } from '../../src/config/preset/load.js';
import { schemaFor } from '../../src/domain/analysis/schema.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'audiobot-presets-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('the presets that come with the program', () => {
  it('are those the configuration names', () => {
    expect(bundledPresets()).toEqual(['clinic', 'general', 'real-estate', 'service']);
  });

  it.each(bundledPresets())('%s is whole, and a strict schema can be made of it', (name) => {
    const preset = loadPreset(name);
    expect(preset).toMatchObject({ name, title: expect.stringMatching(/\S/), context: expect.stringMatching(/\S/) });
    expect(preset.card).toEqual(
      expect.arrayContaining(['agreements', 'nextSteps', ...preset.fields.map((each) => each.name)]),
    );
    expect(Object.keys(schemaFor(preset).shape)).toContain('headline');
    expect(new Set(preset.card).size).toBe(preset.card.length);
  });

  it('other than the general one have questions and a checklist of their own', () => {
    for (const name of ['clinic', 'real-estate', 'service']) {
      const { fields, checklist } = loadPreset(name);
      expect(fields.length).toBeGreaterThan(2);
      expect(checklist.length).toBeGreaterThan(2);
    }
  });
});

describe('a preset of one’s own', () => {
  it('is a YAML file; what it leaves out is usual', async () => {
    const preset = await written(
      'title: Окна\nfields:\n  width: {label: Ширина, emoji: 📏, type: number, ask: ширина окна}\n',
    );
    expect(preset).toMatchObject({
      ...{ name: 'own', title: 'Окна', context: '', topics: [], checklist: [] },
      roles: { client: 'клиент', employee: 'сотрудник' },
      fields: [{ name: 'width', type: 'number', by: null, reason: false, options: {} }],
    });
    expect(preset.card.slice(0, 4)).toEqual(['agreements', 'nextSteps', 'width', 'sums']);
  });

  it('has another version once a letter of it changes', async () => {
    expect((await written('title: Окна')).version).not.toBe((await written('title: Двери')).version);
  });

  it('may order the lines of the card and leave some out', async () => {
    expect((await written('title: Окна\ncard: [gist, agreements]')).card).toEqual(['gist', 'agreements']);
  });

  it.each([
    ['an unknown key', 'title: Окна\nfilds: {}', /own\.yaml:2.*filds.*did you mean fields\?/],
    ['an unknown key of a role', 'title: О\nroles: {klient: А}', /own\.yaml:2: roles\.klient: .*did you mean client\?/],
    [
      'an unknown key of a point',
      'title: О\nchecklist:\n  a: {label: А, aks: что}',
      /checklist\.a\.aks: .*write label, ask, weight, cap/,
    ],
    ['a comma in braces', 'title: О\nchecklist:\n  a: {label: А, ask: день, час}', /comma inside \{ \} needs quotes/],
    ['a tab', 'title: О\nchecklist:\n\ta: {}\n\tb: {}', /own\.yaml:3: not valid YAML: .*\(write spaces\)$/],
    ['a colon in a text', 'title: О\nchecklist:\n  a:\n    ask: Какой: танец', /own\.yaml:4: .*needs quotes\)$/],
    ['nothing in it', '', /own\.yaml.*is empty, write title:/],
    ['a field that is empty', 'title: О\nfields:\n  a:', /own\.yaml:3: fields\.a: is empty, write \{label/],
    [
      'a line that stands twice',
      'title: О\ncard: [gist, sums, gist]',
      /own\.yaml:2: card: gist stands here a second time/,
    ],
    [
      'a label that stands twice',
      'title: О\nfields:\n  a: {label: А, emoji: 📏, type: text, ask: что}\n  b: {label: А, emoji: 📏, type: text, ask: что}',
      /own\.yaml:4: fields\.b\.label: is that of a already/,
    ],
    ['no title', 'context: Окна', /own\.yaml.*title/],
    [
      'an unknown type',
      'title: О\nfields:\n  a: {label: А, emoji: 📏, type: sum, ask: что}',
      /own\.yaml:3.*type.*money/,
    ],
    [
      'a choice without words',
      'title: О\nfields:\n  a: {label: А, emoji: 📏, type: choice, ask: что}',
      /options.*two at least/,
    ],
    [
      'words without a choice',
      'title: О\nfields:\n  a: {label: А, emoji: 📏, type: text, ask: что, options: {x: y}}',
      /options.*choice/,
    ],
    ['a name in Cyrillic', 'title: О\nfields:\n  бюджет: {label: А, emoji: 📏, type: text, ask: что}', /Latin letters/],
    [
      'a name of a line',
      'title: О\nfields:\n  sums: {label: А, emoji: 📏, type: text, ask: что}',
      /own\.yaml:3.*another name/,
    ],
    ['an unknown line', 'title: О\ncard: [agrements]', /own\.yaml:2.*did you mean agreements/],
    ['a weight of nothing', 'title: О\nchecklist:\n  a: {label: А, ask: что, weight: 0}', /weight.*1 to 100/],
    ['no YAML', 'title: [', /not valid YAML/],
  ])('with %s is refused, and told where', async (_, text, message) => {
    await expect(written(text)).rejects.toThrow(message);
  });

  it.each<[string, BufferEncoding]>([
    ['UTF-16', 'utf16le'],
    ['an old encoding', 'latin1'],
  ])('in %s is refused', async (_, encoding) => {
    await writeFile(join(folder, 'old.yaml'), Buffer.from('title: \u00e9\n', encoding));
    expect(() => loadPreset('./old.yaml', folder)).toThrow(/old\.yaml cannot be read: save it as UTF-8/);
  });

  it('that is not there is refused with those that are', () => {
    expect(() => loadPreset('klinic')).toThrow(/"klinic" is not a known preset.*clinic, general/);
    expect(() => loadPreset('./none.yaml', folder)).toThrow(/none\.yaml cannot be read: there is no such file/);
    expect(() => loadPreset('../presets/general')).toThrow(ConfigError);
  });
});

async function written(text: string) {
  await writeFile(join(folder, 'own.yaml'), text);
  return loadPreset('./own.yaml', folder);
}
