import { isIP } from 'node:net'
import { isIn, isPublicAddress } from './address'
import { webhookSettings } from './settings'

const HTTPS = 443
const FIRST_UNPRIVILEGED = 1024

/** An address as it will be called: `host` is a name, or an IP address without brackets. */
export type Target = { url: URL; host: string; port: number; isSecure: boolean }
export type TargetRefusal = 'no_address' | 'not_https' | 'has_password' | 'port' | 'private'

/**
 * Reads the address of a webhook, or says what is wrong with it. The URL standard has read the host already, so that 127.1, 0x7f000001
 * and the like stand as the address they mean. Where a name leads is judged when it is called.
 */
export function readTarget(text: string): Target | TargetRefusal {
  if (!URL.canParse(text)) return 'no_address'
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'not_https'
  const isSecure = url.protocol === 'https:'
  const { privateNetworks } = webhookSettings()
  if (!isSecure && privateNetworks.length === 0) return 'not_https'
  if (url.username || url.password) return 'has_password'
  url.hash = ''
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const port = Number(url.port || (isSecure ? HTTPS : 80))
  if (isIP(host) && !mayCall(host, isSecure)) return 'private'
  const isAllowed = isIP(host) !== 0 && isIn(privateNetworks, host)
  if (isSecure && !isAllowed && port !== HTTPS && port < FIRST_UNPRIVILEGED) return 'port'
  return { url, host, port, isSecure }
}

/** Whether an IP address may be called: one in the open internet by https, or one in a private network that the installation opens. */
export const mayCall = (address: string, isSecure: boolean): boolean =>
  isIn(webhookSettings().privateNetworks, address) || (isSecure && isPublicAddress(address))
