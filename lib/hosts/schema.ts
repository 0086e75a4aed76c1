import { z } from 'zod'

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/

/** A host name as browsers send it, without port; an address or a single label is none. */
export const hostSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .refine(
    (host) => host.includes('.') && host.split('.').every((label) => LABEL.test(label)),
    'is not a host name such as admin.example.com',
  )
  .refine((host) => !/^\d+$/.test(host.split('.').at(-1) ?? ''), 'is an IP address and no host name')
