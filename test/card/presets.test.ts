import { describe, expect, it } from 'vitest';
import { composeCard, VISIBLE } from '../../src/card/card.js';
import { evidenceLines } from '../../src/card/evidence.js';
import { bundledPresets, loadPreset } from '../../src/config/preset/load.js';
import { call, leg } from '../store/samples.js';
import { bundled, CONTEXT } from './samples.js';

const QUOTE = /\n<blockquote expandable>[\s\S]*<\/blockquote>$/;

const CARDS: Record<string, { id: string; employee: string; seconds: number; card: string[] }> = {
  general: {
    id: '01-sale-visit',
    employee: 'Алексей',
    seconds: 64,
    card: [
      '🟢 <b>Заказ кухни · замер назначен на чт 26 ноября</b>',
      '📥 Входящий · пт 20 ноября, 12:04 · разговор 1:04',
      '👤 Ольга, +7 916 123-45-67',
      '🎧 Алексей',
      '🤝 <b>Замер: чт 26 ноября, 15:30</b>, ул. Ленина, 10, кв. 5 · ▸0:31',
      '📌 <b>Дмитрий, замерщик:</b> позвонить Ольге за час до приезда · ▸0:45',
      '💰 Кухня ≈ 120 000 ₽, доставка 5 000 ₽, замер бесплатно · ▸0:21',
      '📝 Нужна прямая кухня 3 м, фасады пластик, белые. Условия устроили, возражений не было.',
      '💡 Алексею: в конце повторить день и адрес; спросить, откуда о нас узнали.',
    ],
  },
  'real-estate': {
    id: '07-flat-agency',
    employee: 'Павел',
    seconds: 54,
    card: [
      '🟢 <b>Есть покупатель с ипотекой: показ в субботу в 12:00</b>',
      '📥 Входящий · пт 20 ноября, 12:04 · разговор 0:54',
      '👤 Ирина, «Тихий двор», +7 916 123-45-67',
      '🎧 Павел',
      '🌡 Лид: горячий — есть покупатель, назначен показ · ▸0:41',
      '👥 Готовых покупателей: 1 — семья с ребёнком, ипотека одобрена · ▸0:12',
      '🤝 <b>Показ: сб 21 ноября, 12:00</b> · ▸0:41',
      '📌 <b>Ирина · накануне:</b> позвонить и подтвердить показ · ▸0:48',
      '💵 Бюджет покупателя: 12 000 000 ₽ · ▸0:12',
      '💰 Наша цена 12 200 000 ₽ · ▸0:18',
      '🪙 Комиссия: 2 %, платит покупатель · ▸0:31',
      '📈 Интерес: 8 из 10 — очень понравилась по фотографиям · ▸0:41',
      '🙋 Спрашивали: торг; документы; один ли собственник · ▸0:20',
      '🏘 Конкуренты: двушка в этом же доме, на 400 000 ₽ дешевле, без ремонта · ▸0:31',
      '📝 Торг после просмотра. Собственник один, обременений нет.',
      '📊 Чек-лист: 89 из 100 · не сделано: узнать срок сделки',
      '💡 На показе спросить, когда семья готова выйти на сделку.',
    ],
  },
  service: {
    id: '08-car-service',
    employee: 'Марина',
    seconds: 50,
    card: [
      '🟡 <b>Стук при торможении: диагностика в четверг в 10:00</b>',
      '📥 Входящий · пт 20 ноября, 12:04 · разговор 0:50',
      '👤 Денис, +7 916 123-45-67',
      '🎧 Марина',
      '🔩 Что чиним: Лада Веста 2017 года, пробег 120 000 км · ▸0:03',
      '🔧 Поломка: стучит спереди справа, когда тормозит со скорости, уже неделю · ▸0:03',
      '🤝 <b>Диагностика тормозов: чт 26 ноября, 10:00</b> · ▸0:33',
      '💵 Цена: диагностика 1 500 ₽ (с ремонтом бесплатно), ремонт 8 000–12 000 ₽ с деталями, если дело в дисках · ▸0:24',
      '🧰 Уже делали: колодки меняли месяц назад в другом сервисе; диски там сочли нормальными · ▸0:18',
      '📝 Клиент счёл цену высокой, но на диагностику записался.',
      '⚠️ Ездит со стуком в тормозах; сказали ехать только к нам · ▸0:31',
      '📊 Чек-лист: 85 из 100 · не сделано: повторить день и час',
      '💡 Марине: сказать, сколько займёт диагностика и что взять с собой.',
    ],
  },
  clinic: {
    id: '09-clinic-booking',
    employee: 'Светлана',
    seconds: 47,
    card: [
      '🟢 <b>Ребёнок 5 лет, болит ухо: записан к детскому ЛОРу</b>',
      '📥 Входящий · пт 20 ноября, 12:04 · разговор 0:47',
      '👤 Наталья, +7 916 123-45-67',
      '🎧 Светлана',
      '📋 Запись: новая · ▸0:18',
      '🤝 <b>Приём: сб 21 ноября, 18:30</b> · ▸0:18',
      '🩺 К кому: детский ЛОР · ▸0:04',
      '🧑 Пациент: дочка Соня, 5 лет · ▸0:11',
      '🗣 Повод: второй день болит ухо, температуры нет · ▸0:04',
      '🆕 Впервые: да · ▸0:14',
      '💰 Приём 2 400 ₽ · ▸0:18',
      '💳 Оплата: платно — ДМС не принимаем · ▸0:18',
      '📎 Подготовка: взять паспорт мамы, свидетельство о рождении, выписки, если есть · ▸0:32',
      '📝 Условия устроили, документы возьмёт.',
      '📊 Чек-лист: 100 из 100',
    ],
  },
};

it('each bundled preset has a bundled call', () => {
  expect(Object.keys(CARDS).sort()).toEqual(bundledPresets());
});

describe.each(Object.entries(CARDS))('the card of %s', (name, { id, employee, seconds, card }) => {
  const preset = loadPreset(name);
  const context = { ...CONTEXT, preset, nameOf: () => employee };
  const told = bundled(id, preset, call(id, [leg({ id: `${id}.1`, seconds })]));

  it('reads as was promised, and fits', () => {
    const { html, plain } = composeCard(told, context).message;
    expect(html.replace(QUOTE, '').replaceAll('\u00A0', ' ').split('\n')).toEqual(card);
    expect(plain.indexOf('\n\n')).toBeLessThanOrEqual(VISIBLE);
  });

  it('holds nothing that is not said in the call', () => {
    const lines = evidenceLines(told, context);
    expect(lines.join('\n')).not.toContain('не подтверждено');
    // Of the head only names are facts; advice is nobody's words.
    const facts = card.filter((line) => !/^(📥|🎧|💡)/u.test(line)).map((line) => line.replace(/<\/?b>/g, ''));
    for (const fact of facts) {
      const under = lines.slice(lines.indexOf(fact) + 1);
      const next = under.findIndex((line) => !line.startsWith('    '));
      const proofs = next < 0 ? under : under.slice(0, next);
      expect(proofs, fact).toContainEqual(expect.stringMatching(/^ {6}\[\d+\] ▸\d:\d\d [^:]+: /));
    }
  });
});
