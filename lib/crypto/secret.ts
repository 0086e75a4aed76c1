import { hkdfSync } from 'node:crypto'

const shared = globalThis as typeof globalThis & { portalSecret?: string }

/** Sets the installation's secret; every key below is derived from it. */
export function setAppSecret(secret: string): void {
  shared.portalSecret = secret
}

/** 32 bytes for one purpose, so that a key of one use says nothing of another. */
export function deriveKey(purpose: 'seal' | 'session' | 'storage' | 'attempts' | 'code'): Buffer {
  if (!shared.portalSecret) throw new Error('APP_SECRET is not set')
  return Buffer.from(hkdfSync('sha256', shared.portalSecret, 'portal', purpose, 32))
}
