import type { Locale } from '@/lib/auth/types'
import en from './messages/en.json' with { type: 'json' }
import fr from './messages/fr.json' with { type: 'json' }

export type Messages = typeof fr
export type Namespace = keyof Messages

/** All texts of both languages; server only, since a page's browser part gets just the namespaces that it names. */
export const messages: Record<Locale, Messages> = { fr, en }
