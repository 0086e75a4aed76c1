import type { KitFile } from '@/lib/agent-protocol/kit'

/** The ways to reach a kit's support that it names. */
export const contactsOf = ({ email, phone, url }: KitFile['support']): string[] => [email, phone, url].filter((contact) => contact !== null)
