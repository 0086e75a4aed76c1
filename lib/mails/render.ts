import type { Locale } from '@/lib/auth/types'
import type { MailContent } from './types'

export type MailBrand = { productName: string; accentColor: string; supportEmail: string | null; supportPhone: string | null }

/** A mail in the look of its brand, as HTML and as plain text; whatever stands in the content is escaped. */
export function renderMail(brand: MailBrand, locale: Locale, content: MailContent): { html: string; text: string } {
  return { html: toHtml(brand, locale, content), text: toText(brand, content) }
}

function toText(brand: MailBrand, { heading, paragraphs, facts = [], action, reason }: MailContent): string {
  const table = facts.map(([name, value]) => `${name}: ${value}`).join('\n')
  const link = action && `${action.label}:\n${action.url}`
  return `${[heading, ...paragraphs, table, link, `-- \n${brand.productName}\n${reason}`].filter(Boolean).join('\n\n')}\n`
}

function toHtml(brand: MailBrand, locale: Locale, { subject, heading, paragraphs, facts = [], action, reason }: MailContent): string {
  const rows = facts
    .map(([name, value]) => `<tr><td style="color:#667">${escapeHtml(name)}</td><td>${escapeHtml(value)}</td></tr>`)
    .join('')
  const button = action
    ? `<p><a href="${escapeHtml(action.url)}" style="display:inline-block;padding:10px 16px;border-radius:8px;background:${brand.accentColor};color:#fff;text-decoration:none">${escapeHtml(action.label)}</a></p>`
    : ''
  return `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1a1a22"><p><strong>${escapeHtml(brand.productName)}</strong></p>
<h1 style="font-size:20px">${escapeHtml(heading)}</h1>${paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('')}
${rows && `<table cellpadding="6">${rows}</table>`}${button}<p style="color:#667;font-size:13px">${escapeHtml(reason)}</p></body></html>`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
