import { isNode, resolved, type SchemaNode } from './schema-node.js';
import { candidates, hasType, withinBounds } from './shape-values.js';

/** What a strict schema allows: a small JSON Schema for the keywords OpenAI takes (apis/openai.md 3.6). */
export class Shape {
  constructor(readonly root: SchemaNode) {}

  /** Why the value does not fit, one line a fault; empty when it does. */
  faults(value: unknown, node: unknown = this.root, at = '$'): string[] {
    const schema = resolved(this.root, node);
    if (Array.isArray(schema.anyOf)) {
      return schema.anyOf.some((one) => this.faults(value, one, at).length === 0) ? [] : [`${at}: no alternative fits`];
    }
    if (Array.isArray(schema.enum) && !schema.enum.includes(value)) return [`${at}: not one of the values`];
    if (schema.const !== undefined && schema.const !== value) return [`${at}: not the value`];
    if (!hasType(value, schema.type)) return [`${at}: not ${[schema.type].flat().join(' or ')}`];
    if (isNode(value) && isNode(schema.properties)) return this.#objectFaults(value, schema.properties, at);
    if (Array.isArray(value)) return this.#arrayFaults(value, schema, at);
    return withinBounds(value, schema) ? [] : [`${at}: out of bounds`];
  }

  /** The value with what the schema does not know taken away and what is missing added at its least. */
  fit(value: unknown, node: unknown = this.root): unknown {
    if (this.faults(value, node).length === 0) return value;
    const schema = resolved(this.root, node);
    if (Array.isArray(schema.anyOf)) {
      const alternative = schema.anyOf.find((one) => hasType(value, resolved(this.root, one).type));
      return alternative === undefined ? this.least(node) : this.fit(value, alternative);
    }
    if (isNode(value) && isNode(schema.properties)) {
      const entries = Object.entries(schema.properties);
      return Object.fromEntries(entries.map(([name, inside]) => [name, this.fit(value[name], inside)]));
    }
    return Array.isArray(value) && hasType(value, schema.type) ? this.#fitList(value, schema) : this.least(node);
  }

  /** The smallest value that fits. */
  least(node: unknown = this.root): unknown {
    const schema = resolved(this.root, node);
    if (Array.isArray(schema.anyOf)) {
      const nothing = schema.anyOf.some((one) => this.faults(null, one).length === 0);
      return nothing ? null : this.least(schema.anyOf[0]);
    }
    if (schema.const !== undefined) return schema.const;
    if (Array.isArray(schema.enum)) return schema.enum.includes(null) ? null : schema.enum[0];
    const types = Array.isArray(schema.type) ? schema.type : [schema.type];
    if (types.includes('null')) return null;
    return this.#leastOf(String(types[0]), schema);
  }

  #leastOf(type: string, schema: SchemaNode): unknown {
    if (type === 'object') {
      const entries = Object.entries(isNode(schema.properties) ? schema.properties : {});
      return Object.fromEntries(entries.map(([name, inside]) => [name, this.least(inside)]));
    }
    if (type === 'array') return Array.from({ length: Number(schema.minItems ?? 0) }, () => this.least(schema.items));
    if (type === 'boolean') return false;
    return candidates(type, schema).find((candidate) => this.faults(candidate, schema).length === 0);
  }

  #fitList(items: unknown[], schema: SchemaNode): unknown[] {
    const most = schema.maxItems === undefined ? items.length : Number(schema.maxItems);
    const kept = items.slice(0, most).map((item) => this.fit(item, schema.items));
    const missing = Math.max(Number(schema.minItems ?? 0) - kept.length, 0);
    return [...kept, ...Array.from({ length: missing }, () => this.least(schema.items))];
  }

  #objectFaults(value: SchemaNode, properties: SchemaNode, at: string): string[] {
    const unknown = Object.keys(value).filter((name) => !(name in properties));
    const inside = Object.entries(properties).flatMap(([name, node]) =>
      this.faults(value[name], node, `${at}.${name}`),
    );
    return [...unknown.map((name) => `${at}.${name}: not in the schema`), ...inside];
  }

  #arrayFaults(value: unknown[], schema: SchemaNode, at: string): string[] {
    const { minItems = 0, maxItems = Infinity } = schema;
    const length = value.length >= Number(minItems) && value.length <= Number(maxItems) ? [] : [`${at}: wrong length`];
    return [...length, ...value.flatMap((item, index) => this.faults(item, schema.items, `${at}[${index}]`))];
  }
}
