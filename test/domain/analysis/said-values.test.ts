import { describe, expect, it } from 'vitest';
import { SaidValues } from '../../../src/domain/analysis/said-values.js';

const values = new SaidValues(
  'Это Наталье, улица Ленина десять, квартира пять. Девять восемьсот за всё, машина семнадцатого года, агентство тихий двор.',
);

describe('a number', () => {
  it.each([
    [9_800_000, null],
    [10, null],
    [2017, null],
    [64_000, 'шестьдесят четыре тысячи'],
    [1_500, 'полторы тысячи'],
    [120_000, 'сто двадцать'],
    [12_200_000, 'двенадцать двести'],
    [12_200_000, 'двенадцать миллионов двести'],
    [2_000, 'за две'],
    [1, 'есть покупатель'],
    [0, 'бесплатно'],
  ])('%d stands in %j, or else in the call', (value, quote) => {
    expect(values.hasNumber(value, quote)).toBe(true);
  });

  it.each([
    [12_000_000, 'готов дать восемь миллионов'],
    [9_800_000, 'всего девять'],
    [7, 'есть покупатель'],
    [100, null],
    [200, 'за две'],
    [2016, null],
  ])('%d does not stand in %j', (value, quote) => {
    expect(values.hasNumber(value, quote)).toBe(false);
  });
});

describe('a name', () => {
  it.each(['Наталья', '«Тихий двор»', 'женщина по имени Наталья', 'без имени', 'Wildberries'])(
    '%s was spoken',
    (name) => {
      expect(values.hasNames(name)).toBe(true);
    },
  );

  it.each(['Олег', '«Тихий Дон»', 'Мария Ленина'])('%s was not', (name) => {
    expect(values.hasNames(name)).toBe(false);
  });
});

describe('a place', () => {
  it.each(['ул. Ленина, 10, кв. 5', 'Дома у клиентки', 'ленина 10'])('%s was spoken of', (place) => {
    expect(values.hasPlace(place)).toBe(true);
  });

  it.each(['ул. Ленина, 11', 'ул. Мира, 10'])('%s was not', (place) => {
    expect(values.hasPlace(place)).toBe(false);
  });
});
