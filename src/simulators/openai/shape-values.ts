import { isNode, type SchemaNode } from './schema-node.js';

const FORMATS: Record<string, RegExp> = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  time: /^\d\d:\d\d(:\d\d)?/,
  duration: /^P/,
  email: /^\S+@\S+$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
};

/** Texts to try in turn where a pattern or a format wants something special. */
const TEXTS = [
  'нет данных',
  '',
  '2026-01-01',
  '10:00:00',
  '10:00',
  '2026-01-01T10:00:00Z',
  'PT1H',
  'a@example.com',
  '00000000-0000-4000-8000-000000000000',
  '+79000000000',
  '0',
  'a',
];

export function hasType(value: unknown, type: unknown): boolean {
  if (type === undefined) return true;
  if (Array.isArray(type)) return type.some((one) => hasType(value, one));
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'number') return typeof value === 'number';
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  return type === 'object' ? isNode(value) : typeof value === type;
}

/** Whether a text or a number keeps to its pattern, format and bounds. */
export function withinBounds(value: unknown, schema: SchemaNode): boolean {
  if (typeof value === 'string') return textFits(value, schema);
  return typeof value === 'number' ? numberFits(value, schema) : true;
}

/** Texts or numbers of which the first that fits is the least. */
export function candidates(type: string, schema: SchemaNode): unknown[] {
  if (type === 'string') return TEXTS;
  return [0, 1, schema.minimum, Number(schema.exclusiveMinimum) + 1, schema.maximum, schema.multipleOf];
}

function textFits(text: string, schema: SchemaNode): boolean {
  const pattern = typeof schema.pattern === 'string' ? new RegExp(schema.pattern, 'u') : /^/;
  return pattern.test(text) && (FORMATS[String(schema.format)] ?? /^/).test(text);
}

function numberFits(number: number, schema: SchemaNode): boolean {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = schema;
  const inside = number >= Number(minimum) && number <= Number(maximum);
  const strictly = number > Number(exclusiveMinimum) && number < Number(exclusiveMaximum);
  return (
    inside && strictly && (schema.multipleOf === undefined || Number.isInteger(number / Number(schema.multipleOf)))
  );
}
