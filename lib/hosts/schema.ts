import { z } from 'zod'
import { type HostProblem, MAX_HOST_LENGTH, readHostName } from './host-name'

const SENTENCES: Record<HostProblem, string> = {
  malformed: 'is not a host name such as admin.example.com',
  wildcard: 'has a wildcard: each host is added by its own name',
  ip_address: 'is an IP address and no host name',
  too_long: `is longer than ${MAX_HOST_LENGTH} characters`,
}

/** A host name as browsers send it, without port; an address or a single label is none. */
export const hostSchema = z.string().transform((typed, context) => {
  const host = readHostName(typed)
  if (host.ok) return host.value
  context.addIssue({ code: 'custom', message: SENTENCES[host.reason] })
  return z.NEVER
})

/** What is typed is judged by the command, which says what is wrong with it. */
export const claimHostSchema = z.object({ brandId: z.uuid(), host: z.string().max(1000) })
export const hostIdSchema = z.object({ hostId: z.uuid() })

/** Removing takes the host typed out, since its users and agents go with it. */
export const removeHostSchema = hostIdSchema.extend({ confirmation: z.string().trim().toLowerCase() })

export type ClaimHost = z.infer<typeof claimHostSchema>
export type RemoveHost = z.infer<typeof removeHostSchema>
