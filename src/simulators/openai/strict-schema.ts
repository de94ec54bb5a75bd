import { ApiError } from './api-error.js';
import { isNode, resolved, type SchemaNode } from './schema-node.js';

const COMMON = ['type', 'title', 'description', 'enum', 'const', 'anyOf', '$ref', '$defs', 'definitions', '$schema'];
const BY_TYPE: Record<string, string[]> = {
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items', 'minItems', 'maxItems'],
  string: ['pattern', 'format'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  boolean: [],
  null: [],
};
const PERMITTED = [...COMMON, ...Object.values(BY_TYPE).flat()];
const FORMATS = ['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'ipv4', 'ipv6', 'uuid'];
const TYPES = [...Object.keys(BY_TYPE), 'integer'];
const MOST = {
  depth: 10,
  properties: 5000,
  enumValues: 1000,
  letters: 120_000,
  longEnum: 250,
  longEnumLetters: 15_000,
};

/** Refuses a schema that `strict: true` does not take (apis/openai.md 3.6); throws ApiError. */
export function checkStrictSchema(name: string, schema: unknown): void {
  new SchemaCheck(name, isNode(schema) ? schema : {}).run();
}

class SchemaCheck {
  #properties = 0;
  #enumValues = 0;
  #letters = 0;

  constructor(
    readonly name: string,
    readonly root: SchemaNode,
  ) {}

  run(): void {
    const { type = 'None' } = this.root;
    if (type !== 'object') {
      this.#refuse([], `schema must be a JSON Schema of 'type: "object"', got 'type: "${type}"'.`);
    }
    this.#node(this.root, [], 1);
    const tooMany = this.#properties > MOST.properties || this.#enumValues > MOST.enumValues;
    if (tooMany || this.#letters > MOST.letters) this.#refuse([], 'the schema is too large.');
  }

  #node(node: unknown, at: string[], depth: number): void {
    if (!isNode(node)) this.#refuse(at, 'is not a schema.');
    const strange = Object.keys(node).find((key) => !PERMITTED.includes(key));
    if (strange !== undefined) this.#refuse(at, `'${strange}' is not permitted.`);
    this.#definitions(node, depth);
    if (node.$ref !== undefined) this.#reference(node, at);
    else if (isList(node.anyOf)) this.#alternatives(node.anyOf, [...at, 'anyOf'], depth);
    else this.#typed(node, at, depth);
  }

  #typed(node: SchemaNode, at: string[], depth: number): void {
    const types = isList(node.type) ? node.type : [node.type];
    this.#enumeration(node, at);
    if (node.type === undefined && node.enum === undefined && node.const === undefined) {
      this.#refuse(at, "schema must have a 'type' key.");
    }
    const strange = types.find((type) => type !== undefined && !TYPES.includes(String(type)));
    if (strange !== undefined) this.#refuse(at, `'${strange}' is not a type.`);
    if (types.includes('object')) this.#object(node, at, depth);
    if (types.includes('array')) this.#node(node.items, [...at, 'items'], depth + 1);
    if (node.format !== undefined && !FORMATS.includes(String(node.format))) {
      this.#refuse(at, `'${node.format}' is not a valid format.`);
    }
  }

  #object(node: SchemaNode, at: string[], depth: number): void {
    if (depth > MOST.depth) this.#refuse(at, `the schema is nested deeper than ${MOST.depth} levels.`);
    if (node.additionalProperties !== false) {
      this.#refuse(at, "'additionalProperties' is required to be supplied and to be false.");
    }
    const properties = isNode(node.properties) ? node.properties : {};
    const required = isList(node.required) ? node.required : [];
    const names = Object.keys(properties);
    const missing = names.find((name) => !required.includes(name));
    if (missing !== undefined) {
      const rule = "'required' is required to be supplied and to be an array including every key in properties.";
      this.#refuse(at, `${rule} Missing '${missing}'.`);
    }
    const extra = required.find((name) => !names.includes(String(name)));
    if (extra !== undefined) this.#refuse(at, `'required' names '${extra}', which is not a property.`);
    this.#properties += names.length;
    this.#letters += names.join('').length;
    for (const name of names) this.#node(properties[name], [...at, 'properties', name], depth + 1);
  }

  #enumeration(node: SchemaNode, at: string[]): void {
    if (!isList(node.enum)) return;
    const letters = node.enum.map(String).join('').length;
    this.#enumValues += node.enum.length;
    this.#letters += letters;
    if (node.enum.length > MOST.longEnum && letters > MOST.longEnumLetters) this.#refuse(at, 'the enum is too long.');
  }

  #definitions(node: SchemaNode, depth: number): void {
    for (const key of ['$defs', 'definitions']) {
      const inside = node[key];
      for (const [name, each] of Object.entries(isNode(inside) ? inside : {})) this.#node(each, [key, name], depth);
    }
  }

  #reference(node: SchemaNode, at: string[]): void {
    const others = Object.keys(node).filter((key) => !['$ref', '$defs', 'definitions'].includes(key));
    if (others.length > 0) this.#refuse(at, `$ref cannot have keywords {'${others.join("', '")}'}.`);
    if (Object.keys(resolved(this.root, node)).length === 0) this.#refuse(at, `'${node.$ref}' leads nowhere.`);
  }

  #alternatives(nodes: unknown[], at: string[], depth: number): void {
    for (const [index, node] of nodes.entries()) this.#node(node, [...at, String(index)], depth);
  }

  #refuse(at: string[], why: string): never {
    const context = at.map((step) => `'${step}'`).join(', ');
    const message = `Invalid schema for response_format '${this.name}': In context=(${context}), ${why}`;
    throw new ApiError(400, message, 'response_format');
  }
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}
