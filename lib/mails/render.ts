import type { Locale } from '@/lib/auth/types'
import { toHtml } from './html'
import { toText } from './text'
import type { MailBrand, MailContent } from './types'

/** A mail in the look of its brand, as HTML and as plain text; whatever stands in the content is escaped. */
export function renderMail(brand: MailBrand, locale: Locale, content: MailContent): { html: string; text: string } {
  return { html: toHtml(brand, locale, content), text: toText(brand, locale, content) }
}
