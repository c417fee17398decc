import { z } from 'zod';
import { CodedError } from '../errors';
import { dciEnvironment, readDci } from './dci';
import type { DciConfig } from './dci';
import { openKeyFile } from './key-file';
import { NO_KEYS, createKeys } from './key-source';
import type { KeySource } from './key-source';
import { RINGS, RING_USES, demoKeys, forEachRing, isDemoKey, parseKeyRing, unusableKeys } from './keys';
import type { KeyRing, Keys, RingSetting } from './keys';

/** The subgraphs that have landed, each a PostgreSQL schema of the same name. */
export const SUBGRAPHS = ['beneficiaries', 'programs', 'sentra', 'employers', 'insights', 'oversight'] as const;
export type SubgraphName = (typeof SUBGRAPHS)[number];

const port = z.coerce.number().int().min(0).max(65_535);
const url = z.url({ protocol: /^https?$/ });
const urlsBySubgraph = z.partialRecord(z.enum(SUBGRAPHS), url);

const ringSettings = Object.fromEntries(
  RING_USES.map((use) => [RINGS[use].setting, z.string().optional()]),
) as Readonly<Record<RingSetting, z.ZodOptional<z.ZodString>>>;

const environment = z.object({
  BERDAYA_MODE: z.enum(['demo', 'production']).default('demo'),
  PORT: port.default(4000),
  HOST: z.string().default('127.0.0.1'),
  BERDAYA_DATA_DIR: z.string().optional(),
  BERDAYA_SCALE: z
    .string()
    .regex(/^1:[1-9]\d{0,6}$/, 'a scale looks like 1:10000')
    .default('1:10000'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  SUBGRAPH_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  GATEWAY_DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_ROLE_SECRET: z.string().min(16).optional(),
  // The relay holds a connection of the reader's and asks for one of the owner's; two that read each other need two.
  DATABASE_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(10),
  OIDC_ISSUER: url.optional(),
  OIDC_AUDIENCE: z.string().default('urn:berdaya:graph'),
  OIDC_SECOND_FACTOR_ACR: z.string().default(''),
  OIDC_PORT: port.optional(),
  CORS_ORIGINS: z.string().default(''),
  SUBGRAPH_URLS: z.string().optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^@\s<>]+@[^@\s<>]+$/, 'an address looks like name@host')
    .optional(),
  BOARD_URL: url.optional(),
  DEDUPLICATE_QUERIES: z.enum(['on', 'off']).default('on'),
  ...ringSettings,
  KEY_FILE: z.string().optional(),
  BLIND_INDEX_KEY: z.string().optional(),
  IDENTITY_KEY: z.string().optional(),
  LEDGER_KEYS: z.string().optional(),
  LEDGER_SUBJECT_KEY: z.string().optional(),
  RECORD_KEY: z.string().optional(),
  ...dciEnvironment,
});

/**
 * Settings of one process, read once at its start; nothing reads the environment later. Keys alone may change, where they
 * come from a key file that is followed.
 */
export interface Config {
  /** `production` refuses demo keys, demo data, the embedded issuer and introspection by everyone. */
  readonly mode: 'demo' | 'production';
  readonly port: number;
  readonly host: string;
  /** Where the embedded database and demo files live; undefined lets the platform choose. */
  readonly dataDir?: string;
  /** People in reality for one in the demo nation, e.g. 10000. */
  readonly scale: number;
  /** Administrative connection: creates roles and schemas, never used to answer a request. */
  readonly databaseUrl?: string;
  /** Connection of a subgraph service's own application role; otherwise it is derived from the two settings around it. */
  readonly subgraphDatabaseUrl?: string;
  /** Connection of the gateways' own application role, which counts budgets; otherwise derived like a subgraph's. */
  readonly gatewayDatabaseUrl?: string;
  /** The passwords of the subgraphs' database roles are derived from it. */
  readonly databaseRoleSecret: string;
  readonly databasePoolSize: number;
  readonly issuer?: string;
  readonly audience: string;
  /** Values of `acr` by which the issuer says that a second factor was shown. */
  readonly secondFactorAcr: readonly string[];
  readonly issuerPort?: number;
  /** Whether equal questions one viewer asks at the same moment are executed once. */
  readonly deduplicateQueries: boolean;
  readonly corsOrigins: readonly string[];
  /** How partners that do not look are told by mail; undefined: not at all. */
  readonly mail?: MailSettings;
  /** Where each subgraph listens when it runs as a service. */
  readonly subgraphUrls: Readonly<Partial<Record<SubgraphName, string>>>;
  readonly keys: Keys;
  readonly keySource: KeySource;
  /** Where the key file stands; undefined where all keys come from the environment. */
  readonly keyFile?: string;
  readonly dci: DciConfig;
}

export interface MailSettings {
  /** The server, with its password if it takes one; undefined: a demo writes down that it would have sent. */
  readonly smtpUrl?: string;
  readonly from: string;
  /** Where a reader of the mail finds the board. */
  readonly boardUrl: string;
}

const DEMO_ROLE_SECRET = 'berdaya demo roles, worthless';

/** What a process is. Each is given only the secrets it needs: a gateway never holds a key to a NIK. */
export type Part = 'platform' | 'gateway' | 'bareGateway' | 'subgraph' | 'relay' | 'migration' | 'keys' | 'ledger';

/** What production mode insists on, by part. */
const NEEDS: Readonly<Record<Part, readonly (keyof Environment)[]>> = {
  platform: [
    'DATABASE_URL',
    'DATABASE_ROLE_SECRET',
    'OIDC_ISSUER',
    'FIELD_KEYS',
    'ENVELOPE_KEYS',
    'CURSOR_KEYS',
    'BLIND_INDEX_KEY',
    'IDENTITY_KEY',
    'LEDGER_KEYS',
    'LEDGER_SUBJECT_KEY',
    'RECORD_KEY',
  ],
  gateway: ['OIDC_ISSUER', 'ENVELOPE_KEYS', 'LEDGER_KEYS', 'SUBGRAPH_URLS', 'GATEWAY_DATABASE_URL'],
  bareGateway: [],
  subgraph: [
    'DATABASE_URL',
    'FIELD_KEYS',
    'ENVELOPE_KEYS',
    'CURSOR_KEYS',
    'BLIND_INDEX_KEY',
    'IDENTITY_KEY',
    'LEDGER_KEYS',
    'LEDGER_SUBJECT_KEY',
    'RECORD_KEY',
  ],
  relay: ['DATABASE_URL', 'DATABASE_ROLE_SECRET', 'RECORD_KEY'],
  migration: ['DATABASE_URL', 'DATABASE_ROLE_SECRET'],
  keys: ['DATABASE_URL', 'DATABASE_ROLE_SECRET', ...RING_USES.map((use) => RINGS[use].setting)],
  ledger: ['DATABASE_URL', 'DATABASE_ROLE_SECRET', 'LEDGER_KEYS'],
};

/**
 * Reads the settings of a process.
 * @throws CodedError CONFIG_INVALID naming the first setting that cannot be used
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>> = process.env,
  part: Part = 'platform',
): Config {
  refuseOpenDoors(env);
  const parsed = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new CodedError('CONFIG_INVALID', { name: String(issue?.path[0] ?? '?'), reason: issue?.message ?? '?' });
  }
  const settings = parsed.data;
  const required = (name: keyof Environment) => readRequired(settings, name, part);
  const keySource = readKeyFile(settings, part);
  return {
    mode: settings.BERDAYA_MODE,
    port: settings.PORT,
    host: settings.HOST,
    dataDir: settings.BERDAYA_DATA_DIR,
    scale: Number(settings.BERDAYA_SCALE.slice(2)),
    databaseUrl: required('DATABASE_URL'),
    subgraphDatabaseUrl: settings.SUBGRAPH_DATABASE_URL,
    gatewayDatabaseUrl: required('GATEWAY_DATABASE_URL'),
    databaseRoleSecret: required('DATABASE_ROLE_SECRET') ?? DEMO_ROLE_SECRET,
    databasePoolSize: settings.DATABASE_POOL_SIZE,
    issuer: required('OIDC_ISSUER')?.replace(/\/$/, ''),
    audience: settings.OIDC_AUDIENCE,
    secondFactorAcr: listOf(settings.OIDC_SECOND_FACTOR_ACR),
    issuerPort: settings.OIDC_PORT,
    corsOrigins: listOf(settings.CORS_ORIGINS),
    mail: readMail(settings),
    subgraphUrls: readSubgraphUrls(required('SUBGRAPH_URLS')),
    deduplicateQueries: settings.DEDUPLICATE_QUERIES === 'on',
    keys: readKeys(settings, keySource, required),
    keySource,
    keyFile: settings.KEY_FILE,
    dci: readDci(settings),
  };
}

/** What stands between commas. */
function listOf(text: string): string[] {
  return text.split(',').filter((word) => word !== '');
}

/** Switches that turn off what protects the planner and its parser from hostile documents. */
function refuseOpenDoors(env: Readonly<Record<string, string | undefined>>): void {
  const name = Object.keys(env).find((key) => key.startsWith('APOLLO_DISABLE_SECURITY'));
  if (name !== undefined) throw new CodedError('CONFIG_INVALID', { name, reason: 'no protection may be turned off' });
}

type Environment = z.infer<typeof environment>;

type Required = (name: keyof Environment) => string | undefined;

function readRequired(settings: Environment, name: keyof Environment, part: Part): string | undefined {
  const value = settings[name];
  if (value === undefined && settings.BERDAYA_MODE === 'production' && NEEDS[part].includes(name)) {
    throw new CodedError('CONFIG_INVALID', { name, reason: 'must be set in production mode' });
  }
  return value === undefined ? undefined : String(value);
}

/** The key file's rings, of those this part has business with. */
function readKeyFile(settings: Environment, part: Part): KeySource {
  if (settings.KEY_FILE === undefined) return NO_KEYS;
  const uses = RING_USES.filter((use) => NEEDS[part].includes(RINGS[use].setting));
  return openKeyFile(settings.KEY_FILE, { uses, mode: settings.BERDAYA_MODE });
}

const SINGLE_KEYS = {
  BLIND_INDEX_KEY: 'blindIndex',
  IDENTITY_KEY: 'identity',
  LEDGER_SUBJECT_KEY: 'ledgerSubject',
  RECORD_KEY: 'record',
} as const;
type SingleName = keyof typeof SINGLE_KEYS;

/** Keys a production process does not need are random there: using one by mistake fails instead of leaking. */
function readKeys(settings: Environment, file: KeySource, required: Required): Keys {
  const isProduction = settings.BERDAYA_MODE === 'production';
  const demo = isProduction ? unusableKeys() : demoKeys();
  const refuseDemo = (name: keyof Environment, isDemo: boolean) => {
    if (isProduction && isDemo) {
      throw new CodedError('CONFIG_INVALID', { name, reason: 'demo keys are refused in production mode' });
    }
  };
  const parseRing = (name: RingSetting, text: string): KeyRing => {
    const ring = parseKeyRing(text);
    if (!ring) throw new CodedError('CONFIG_INVALID', { name, reason: 'must look like id:base64 with 32 bytes each' });
    refuseDemo(name, ring.keys.some(isDemoKey));
    return ring;
  };
  const rings = forEachRing((use) => {
    const { setting } = RINGS[use];
    // What the file holds need not stand in the environment too.
    const text = file.find(use) ? settings[setting] : required(setting);
    return text === undefined ? demo[use] : parseRing(setting, text);
  });
  const single = (name: SingleName): Buffer => {
    const use = SINGLE_KEYS[name];
    const text = required(name);
    if (text === undefined) return demo[use];
    const secret = Buffer.from(text, 'base64');
    if (secret.length !== 32) throw new CodedError('CONFIG_INVALID', { name, reason: 'must be 32 bytes in base64' });
    refuseDemo(name, secret.equals(demoKeys()[use]));
    return secret;
  };
  return {
    ...createKeys(file, rings),
    blindIndex: single('BLIND_INDEX_KEY'),
    identity: single('IDENTITY_KEY'),
    ledgerSubject: single('LEDGER_SUBJECT_KEY'),
    record: single('RECORD_KEY'),
  };
}

function readMail({ BERDAYA_MODE: mode, PORT, SMTP_URL, ...given }: Environment): MailSettings | undefined {
  const from = given.MAIL_FROM ?? 'berdaya@localhost';
  const demo = { from, boardUrl: given.BOARD_URL ?? `http://localhost:${PORT}/` };
  if (SMTP_URL === undefined) return mode === 'production' ? undefined : demo;
  const invalid = (name: keyof Environment, reason: string) => new CodedError('CONFIG_INVALID', { name, reason });
  if (mode === 'production') {
    const { protocol, searchParams } = new URL(SMTP_URL);
    if (protocol === 'smtp:' && searchParams.get('requireTLS') !== 'true')
      throw invalid('SMTP_URL', 'must be smtps://, or smtp:// with requireTLS=true, in production mode');
    for (const name of ['MAIL_FROM', 'BOARD_URL'] as const)
      if (given[name] === undefined) throw invalid(name, 'must be set with SMTP_URL in production mode');
  }
  return { ...demo, smtpUrl: SMTP_URL };
}

/** `beneficiaries=http://...,programs=http://...` */
function readSubgraphUrls(text: string | undefined): Config['subgraphUrls'] {
  const pairs = (text ?? '').split(',').filter((pair) => pair !== '');
  const urls = urlsBySubgraph.safeParse(Object.fromEntries(pairs.map((pair) => pair.split('=', 2))));
  if (!urls.success) {
    throw new CodedError('CONFIG_INVALID', {
      name: 'SUBGRAPH_URLS',
      reason: 'must look like name=http://host:port,...',
    });
  }
  return urls.data;
}

/** @apollo/gateway reports usage to its maker unless told not to; a ministry's queries stay in the ministry. */
export function disableTelemetry(): void {
  process.env.APOLLO_TELEMETRY_DISABLED = '1';
}
