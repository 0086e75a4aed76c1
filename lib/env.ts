import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import { isNetwork } from '@/lib/webhooks/address'
import packageFile from '@/package.json'

/** The version of this portal. */
export const VERSION: string = packageFile.version

const roles = ['web', 'agent', 'storage', 'worker'] as const
export type Role = (typeof roles)[number]

const FEW = 'is not a number from 0 to 10'
const url = (protocols: RegExp, example: string) =>
  z.string().refine((value) => URL.canParse(value) && protocols.test(value), `is no address such as ${example}`)
const list = (value: string) =>
  value
    .split(',')
    .map((part) => part.trim().toLowerCase())
    .filter(Boolean)

/** An address of a name server, with a port if it has another than 53: 192.0.2.53, 192.0.2.53:5353, [2001:db8::53]:5353. */
const isServer = (server: string): boolean => {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^\]]*?))(?::(\d{1,5}))?$/.exec(server) ?? []
  return isIP(server) !== 0 || (isIP(bracketed ?? plain ?? '') === (bracketed ? 6 : 4) && Number(port ?? 53) <= 65_535)
}

const schema = z.object({
  PORT: z.coerce
    .number('is not a port number')
    .int('is not a port number')
    .min(1, 'is not a port number')
    .max(65535, 'is not a port number')
    .default(3000),
  DATA_DIR: z
    .string()
    .default('.data')
    .transform((folder) => resolve(folder)),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'does not begin with postgres://')
    .optional(),
  APP_SECRET: z.string().min(32, 'is shorter than 32 characters').optional(),
  RCLONE_REMOTE: z.string().min(1).optional(),
  AGENT_HOSTS: z.string().default('').transform(list),
  DNS_SERVERS: z
    .string()
    .default('')
    .transform(list)
    .refine((servers) => servers.every(isServer), 'is no list of addresses such as 192.0.2.53, with or without :port'),
  TLS_ASK_TOKEN: z.string().min(16, 'is shorter than 16 characters').optional(),
  ROLES: z
    .string()
    .default(roles.join(','))
    .transform(list)
    .pipe(z.array(z.enum(roles, `knows ${roles.join(', ')} only`)).min(1, 'names no role')),
  RESEND_API_KEY: z.string().regex(/^\S+$/, 'contains a space').optional(),
  RESEND_BASE_URL: url(/^https?:\/\//, 'https://api.resend.com')
    .transform((base) => base.replace(/\/+$/, ''))
    .optional(),
  RESEND_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{16,}={0,2}$/, 'is no signing secret such as whsec_...')
    .optional(),
  SMTP_URL: url(/^smtps?:\/\/[^/]/, 'smtps://user:password@mail.example.com').optional(),
  MAIL_FROM: z.email('is no address such as no-reply@example.com').max(254).optional(),
  HEARTBEAT_URL: url(/^https?:\/\//, 'https://hc.example.com/ping/...').optional(),
  WEBHOOK_PRIVATE_NETWORKS: z
    .string()
    .default('')
    .transform(list)
    .refine((networks) => networks.every(isNetwork), 'is no list of networks such as 10.20.0.0/16'),
  METRICS_TOKEN: z.string().min(16, 'is shorter than 16 characters').optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  TRUSTED_PROXIES: z.coerce.number(FEW).int(FEW).min(0, FEW).max(10, FEW).default(0),
})

export type Env = z.infer<typeof schema>

/** A variable of the environment that is missing or malformed; the message is one line for whoever starts the portal. */
export class EnvError extends Error {
  override name = 'EnvError'
}

/** Reads the environment (README, Run it for real). An empty variable counts as absent. Throws EnvError. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const parsed = schema.safeParse(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== '')))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new EnvError(`${String(issue?.path[0])} ${issue?.message}`)
  }
  if (parsed.data.DATABASE_URL && !parsed.data.APP_SECRET) {
    throw new EnvError('APP_SECRET is needed beside DATABASE_URL, the same on every instance (openssl rand -hex 32 makes one)')
  }
  return parsed.data
}
