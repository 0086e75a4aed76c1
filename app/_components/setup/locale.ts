import { headers } from 'next/headers'
import type { Locale } from '@/lib/auth/types'

/** The browser's first language of ours; French where it asks for neither. */
export async function setUpLocale(): Promise<Locale> {
  const asked = (await headers()).get('accept-language') ?? ''
  return /\b(fr|en)\b/i.exec(asked)?.[1]?.toLowerCase() === 'en' ? 'en' : 'fr'
}
