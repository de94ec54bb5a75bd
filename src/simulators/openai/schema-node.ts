/** One place of a JSON Schema. */
export type SchemaNode = Record<string, unknown>;

export function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The schema that `$ref` stands for: `#`, or a path such as `#/$defs/step`. */
export function resolved(root: SchemaNode, node: unknown): SchemaNode {
  if (!isNode(node)) return {};
  if (typeof node.$ref !== 'string') return node;
  const steps = node.$ref.split('/').slice(1);
  const target = steps.reduce<unknown>((inside, step) => (isNode(inside) ? inside[step] : undefined), root);
  return resolved(root, target);
}
