import { describe, expect, it } from 'vitest';
import { withTurns } from '../../src/simulators/openai/quoted-turns.js';

const PROMPT = `Разбери разговор.
[0] Сотрудник: Компания «Уют», добрый день!
[1] Клиент: Здравствуйте. Когда приедет замерщик?
[2] Сотрудник: Ещё сегодня. Или в четверг, двадцать шестого;
[3] Сотрудник: в пятнадцать часов.
[12] Клиент: Да. В четверг, двадцать шестого.
Конец.`;

describe('turns by the quotes of a scripted answer', () => {
  it.each([
    ['one line', 'Когда приедет замерщик?', [1]],
    ['every line with it', 'в четверг, двадцать шестого', [2, 12]],
    ['whatever the marks and the case', 'КОМПАНИЯ Уют — добрый… день', [0]],
    ['ё as е', 'еще сегодня', [2]],
    ['over two lines: where it begins', 'двадцать шестого в пятнадцать часов', [2, 12]],
    ['whole words', 'Да', [12]],
    ['none', 'Такого никто не говорил', []],
    ['an empty one', '', []],
  ])('%s', (_, quote, turns) => {
    expect(withTurns({ quote }, PROMPT)).toEqual({ quote, turns });
  });

  it('fills what is left out or "auto", however deep, and nothing else', () => {
    const scripted = {
      headline: 'Замер',
      sums: [{ quote: 'Ещё сегодня', turns: 'auto' }, { quote: 'Ещё сегодня', turns: [7] }, { turns: 'auto' }],
      due: { said: { quote: 'в пятнадцать часов' } },
      tip: null,
    };
    expect(withTurns(scripted, PROMPT)).toEqual({
      headline: 'Замер',
      sums: [{ quote: 'Ещё сегодня', turns: [2] }, { quote: 'Ещё сегодня', turns: [7] }, { turns: 'auto' }],
      due: { said: { quote: 'в пятнадцать часов', turns: [3] } },
      tip: null,
    });
  });
});
