import { describe, expect, it } from 'vitest';
import { composeCard } from '../../src/card/card.js';
import { asRepeat } from '../../src/card/repeat.js';
import { headerMessage } from '../../src/card/short.js';
import { call, leg } from '../store/samples.js';
import { CONTEXT, missed, wordless } from './samples.js';

describe('a short card', () => {
  const recorded = call('in_a', [leg({ seconds: 184 })]);
  const outgoing = { direction: 'out' } as const;

  it.each([
    ['missed', wordless('missed', missed()), '🔴 Пропущенный звонок', '· не ответили'],
    ['missed, busy', wordless('missed', missed({ disposition: 'busy' })), '🔴 Пропущенный звонок', '· занято'],
    [
      'missed, a word of the provider',
      wordless('missed', missed({ disposition: 'no money' })),
      '🔴',
      'не состоялся (no money)',
    ],
    [
      'missed, a word that every object knows',
      wordless('missed', missed({ disposition: 'constructor' })),
      '🔴',
      'не состоялся (constructor)',
    ],
    ['not reached', wordless('missed', missed({}, outgoing)), '⚪️ Не дозвонились', '📤 Исходящий'],
    ['not recorded', wordless('unrecorded', recorded), '⚪️ Разговор без записи', 'разговор 3:04, записи нет'],
    ['never appeared', wordless('overdue', recorded), '⚪️ Разговор без записи', 'разговор 3:04, записи нет'],
    ['silent', wordless('silent', recorded), '⚪️ В записи нет речи', 'речи нет, 0 ₽'],
    ['not recognised', wordless('unrecognised', recorded), '⚪️ Слов не разобрать', 'слова не распознаны'],
    ['a hidden number', wordless('missed', missed({}, { client: null })), '🔴', '👤 номер скрыт'],
  ])('%s', (_, analyzedCall, title, line) => {
    const { message, file } = composeCard(analyzedCall, CONTEXT);
    expect(file).toBeNull();
    expect(message.plain.startsWith(title)).toBe(true);
    expect(message.plain).toContain(line);
    expect(message.plain.length).toBeLessThanOrEqual(350);
  });

  it('a recording without any word of the client has no line for him', () => {
    const unknown = wordless('silent', call('file_a', [leg()], { provider: 'file', client: null }));
    expect(composeCard(unknown, CONTEXT).message.plain).not.toContain('👤');
  });

  it('the header says that the card is on its way', () => {
    expect(headerMessage(recorded, CONTEXT).html).toBe(
      '📥 Входящий · пт 20 ноября, 12:04 · разговор\u00A03:04 · расшифровываю…\n👤 +7 916 123-45-67\n🎧 Алексей',
    );
  });

  it('a repeat is marked in both forms', () => {
    const repeat = asRepeat({ html: '<b>Да</b>', plain: 'Да' });
    expect(repeat).toEqual({ html: '<i>(возможно, повтор)</i>\n<b>Да</b>', plain: '(возможно, повтор)\nДа' });
  });
});
