/** Code and text of every refusal; the code alone says little (data_api/index.html, the tables of errors). */
const REFUSALS = {
  parse_error: [-32700, 'Invalid JSON was received by the server.'],
  invalid_request: [-32600, 'Invalid Request The JSON sent is not a valid Request object'],
  method_not_found: [-32601, 'The method does not exist / is not available'],
  batch_opreations_not_supported: [-32099, 'Batch operations not supported'],
  notifications_not_supported: [-32099, 'Notifications not supported'],
  access_token_invalid: [-32001, 'Access token is invalid'],
  access_token_expired: [-32001, 'Access token has been expired'],
  access_token_blocked: [-32001, 'Access token has been blocked'],
  ip_not_whitelisted: [-32003, 'Your IP {ip} is not whitelisted'],
  forbidden: [-32003, 'Permission denied'],
  method_component_disabled: [
    -32008,
    'You need at least on of the following components to access this method: {components}',
  ],
  account_inactive: [-32009, 'Your account has been disabled, contact the support service'],
  limit_exceeded: [
    -32029,
    'Limit per {limit_type} has been exceeded. Value of current limit per {limit_type} is {limit_max_value}',
  ],
  internal_error: [-32603, 'Internal error, contact the support service'],
  required_parameter_missed: [-32602, 'The required parameter has been missed'],
  data_type_error: [-32602, 'Data supplied is of wrong type'],
  invalid_parameter_value: [-32602, 'Invalid parameter value'],
  unexpected_parameters: [-32602, 'Unexpected method parameter(s)'],
  invalid_parameters_combination: [-32602, 'The combination of parameters is not permitted'],
  filter_prohibited: [-32602, 'Filter by parameter is prohibited'],
  sort_prohibited: [-32602, 'Sort by parameter is prohibited'],
  date_interval_limit_reached: [-32602, 'Max value of requested date interval is 3 months'],
  error: [-32602, '{error_message}'],
} as const satisfies Record<string, readonly [number, string]>;

export type Mnemonic = keyof typeof REFUSALS;

/** `field` is nested by dots; `value` is what the client sent, whatever it was; `params` fill the text. */
export interface Details {
  field?: string;
  value?: unknown;
  params?: Record<string, string | number>;
}

/** What the Data API refuses with (apis/novofon.md B2): HTTP 200 and an `error` in the body. */
export class Fault extends Error {
  constructor(
    readonly mnemonic: Mnemonic,
    readonly details: Details = {},
  ) {
    super(mnemonic);
  }

  /** `metadata` stands in wrong answers as in right ones. */
  body(id: string | number | null, metadata: object): object {
    const [code, text] = REFUSALS[this.mnemonic];
    const { field = null, value, params = {} } = this.details;
    const message = text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
    const data = { mnemonic: this.mnemonic, field, value: sent(value), params, extended_helper: null, metadata };
    return { jsonrpc: '2.0', id, error: { code, message, data } };
  }
}

function sent(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
