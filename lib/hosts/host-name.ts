import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'
import { fail, ok, type Result } from '@/lib/errors'
import { PROOF_PREFIX } from './proof'

export type HostProblem = 'malformed' | 'wildcard' | 'ip_address' | 'too_long'

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/
/** The record that proves it has to fit into a name too. */
export const MAX_HOST_LENGTH = 253 - PROOF_PREFIX.length

/** A host name as browsers send it (small letters, `xn--` for others, no port), or why it is none; pure. */
export function readHostName(typed: string): Result<string, HostProblem> {
  const name = typed.trim().toLowerCase()
  if (name.includes('*')) return fail('wildcard')
  if (isIP(name.replace(/^\[(.*)\]$/, '$1'))) return fail('ip_address')
  if (name.length > MAX_HOST_LENGTH) return fail('too_long')
  // Left as it is where it is plain: the conversion would take a port or a path for something else.
  const host = /^[a-z0-9.-]*$/.test(name) || /[\s:/?#@\\%]/.test(name) ? name : domainToASCII(name)
  const labels = host.split('.')
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label))) return fail('malformed')
  // 127.1 and 0x7f.0x1 are addresses to a browser.
  if (/^(\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '')) return fail('ip_address')
  return host.length > MAX_HOST_LENGTH ? fail('too_long') : ok(host)
}
