import type { ConnectorField } from '@ai-etl/core';

/** How a connection over TCP uses TLS: the choices of the field ssl_mode. */
export type SslMode = 'disable' | 'prefer' | 'require' | 'verify-ca' | 'verify-full';

/** The two settings of connectors whose protocol starts plain and may turn to TLS. */
export const tlsFields = {
  sslMode: {
    name: 'ssl_mode',
    title: 'TLS',
    description:
      'disable: never. prefer: TLS when the server offers it. require: TLS, certificate not checked. verify-ca: certificate checked. verify-full: certificate and host name checked.',
    type: 'choice',
    required: false,
    secret: false,
    default: 'prefer',
    choices: ['disable', 'prefer', 'require', 'verify-ca', 'verify-full'],
  },
  sslCa: {
    name: 'ssl_ca',
    title: 'CA certificate',
    description:
      'PEM text of the certificate authority, for verify-ca and verify-full. Empty: the well-known authorities.',
    type: 'text',
    required: false,
    secret: false,
    example: '-----BEGIN CERTIFICATE-----',
  },
} as const satisfies Readonly<Record<string, ConnectorField>>;

/** Reads the text of ssl_mode; anything else is the default. */
export function parseSslMode(text: string): SslMode {
  switch (text) {
    case 'disable':
    case 'require':
    case 'verify-ca':
    case 'verify-full':
      return text;
    default:
      return 'prefer';
  }
}
