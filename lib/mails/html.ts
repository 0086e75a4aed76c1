import type { Locale } from '@/lib/auth/types'
import { translator } from '@/lib/i18n/translator'
import { escapeHtml, escapeUrl } from './escape'
import { type Palette, palettes } from './palette'
import { supportOf } from './text'
import type { MailBrand, MailCell, MailContent } from './types'

const FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
const TABLE = 'role="presentation" cellpadding="0" cellspacing="0" border="0"'
/** A state up to this length stays on one line, also where the table is narrow. */
const LONGEST_STATE = 24
/** Fills the line that a mailbox shows beside the subject, so that nothing else of the mail slips into it. */
const PREHEADER_END = '&#847;&zwnj;&nbsp;'.repeat(60)

/**
 * A mail as HTML, for clients that know tables and inline styles alone; those that know more get a dark mode and a narrow one.
 * Every text of the content and of the brand is escaped here.
 */
export function toHtml(brand: MailBrand, locale: Locale, content: MailContent): string {
  const { light, dark } = palettes(brand.accentColor)
  const paragraphs = content.paragraphs.map(
    (paragraph) => `<p style="margin:0 0 14px">${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`,
  )
  return `<!doctype html>
<html lang="${locale}" xmlns="http://www.w3.org/1999/xhtml"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no"><title>${escapeHtml(content.subject)}</title>
<style>${styles(dark)}</style></head>
<body class="canvas" style="margin:0;padding:0;background:${light.canvas};-webkit-text-size-adjust:100%">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${escapeHtml(content.preheader ?? content.paragraphs[0] ?? content.heading)}${PREHEADER_END}</div>
<table ${TABLE} width="100%" class="canvas" style="background:${light.canvas}"><tr><td align="center" class="outer" style="padding:28px 16px">
<table ${TABLE} width="100%" style="max-width:600px;text-align:left;font:15px/1.55 ${FONT};color:${light.ink}" class="ink">
<tr><td style="padding:0 4px 16px">${masthead(brand, light)}</td></tr>
<tr><td class="panel inner" style="background:${light.panel};border:1px solid ${light.line};border-radius:12px;padding:30px 32px">
<h1 style="margin:0 0 16px;font-size:21px;line-height:1.3;font-weight:650;overflow-wrap:anywhere">${escapeHtml(content.heading)}</h1>
${paragraphs.join('\n')}
${facts(content.facts, light)}${rows(content.table, light)}${button(content.action, locale, light)}
</td></tr>
<tr><td class="muted" style="padding:18px 4px 0;font-size:12.5px;line-height:1.5;color:${light.muted}">${footer(brand, locale, content.reason, light)}</td></tr>
</table></td></tr></table></body></html>
`
}

function masthead(brand: MailBrand, { fill, onFill }: Palette): string {
  const initial = escapeHtml([...brand.productName.trim()][0]?.toUpperCase() ?? '')
  const mark = brand.logoUrl
    ? `<img src="${escapeUrl(brand.logoUrl)}" width="36" height="36" alt="${initial}" style="display:block;border:0;border-radius:9px">`
    : initial
  return `<table ${TABLE}><tr><td class="fill" width="36" height="36" align="center" valign="middle" style="width:36px;height:36px;background:${fill};color:${onFill};border-radius:9px;font-size:19px;line-height:36px;font-weight:700">${mark}</td>
<td style="padding-left:12px;font-size:16px;font-weight:650">${escapeHtml(brand.productName)}</td></tr></table>`
}

function facts(list: MailContent['facts'] = [], { line, muted }: Palette): string {
  if (list.length === 0) return ''
  const row = ([name, value]: [string, string]) =>
    `<tr><td class="muted line" valign="top" style="padding:8px 16px 8px 0;border-top:1px solid ${line};color:${muted};width:38%">${escapeHtml(name)}</td><td class="line" valign="top" style="padding:8px 0;border-top:1px solid ${line};overflow-wrap:anywhere">${escapeHtml(value)}</td></tr>`
  return `<table ${TABLE} width="100%" style="margin:6px 0 18px;font-size:14px">${list.map(row).join('')}</table>\n`
}

function rows(table: MailContent['table'], palette: Palette): string {
  if (!table || table.rows.length === 0) return ''
  const { line, muted } = palette
  const head = table.head.map(
    (name) =>
      `<th scope="col" align="left" valign="bottom" class="muted" style="padding:0 12px 6px 0;color:${muted};font-size:12.5px;font-weight:500">${escapeHtml(name)}</th>`,
  )
  const body = table.rows.map(
    (cells) =>
      `<tr>${cells.map((each) => `<td class="line" valign="top" style="padding:8px 12px 8px 0;border-top:1px solid ${line};overflow-wrap:anywhere">${cell(each, palette)}</td>`).join('')}</tr>`,
  )
  const more = table.more ? `<p class="muted" style="margin:-8px 0 18px;font-size:13px;color:${muted}">${escapeHtml(table.more)}</p>` : ''
  return `<table cellpadding="0" cellspacing="0" border="0" width="100%" style="margin:6px 0 18px;font-size:14px"><tr>${head.join('')}</tr>${body.join('')}</table>\n${more}`
}

function cell(content: MailCell, { accent, tones }: Palette): string {
  if (typeof content === 'string') return escapeHtml(content)
  const { text, tone, url } = content
  const whole = text.length <= LONGEST_STATE ? ';white-space:nowrap' : ''
  const set = tone
    ? `<span class="${tone}" style="display:inline-block;padding:1px 8px;border-radius:10px;background:${tones[tone].soft};color:${tones[tone].ink};font-size:13px${whole}">${escapeHtml(text)}</span>`
    : escapeHtml(text)
  return url ? `<a class="accent" href="${escapeUrl(url)}" style="color:${accent};text-decoration:none">${set}</a>` : set
}

function button(action: MailContent['action'], locale: Locale, { fill, onFill, muted, accent }: Palette): string {
  if (!action) return ''
  const url = escapeUrl(action.url)
  return `<table ${TABLE} style="margin:6px 0 18px"><tr><td class="fill" bgcolor="${fill}" style="background:${fill};border-radius:9px"><a class="fill" href="${url}" style="display:inline-block;padding:12px 22px;border-radius:9px;background:${fill};color:${onFill};font-weight:600;text-decoration:none">${escapeHtml(action.label)}</a></td></tr></table>
<p class="muted" style="margin:0;font-size:12.5px;line-height:1.5;color:${muted}">${escapeHtml(translator(locale)('mail.bareLink'))}<br><a class="accent" href="${url}" style="color:${accent};word-break:break-all">${url}</a></p>`
}

function footer(brand: MailBrand, locale: Locale, reason: string, { accent }: Palette): string {
  const t = translator(locale)
  const ways = supportOf(brand).map((way) => {
    const href = way === brand.supportEmail ? `mailto:${escapeHtml(way)}` : way === brand.supportUrl ? escapeUrl(way) : null
    return href ? `<a class="accent" href="${href}" style="color:${accent}">${escapeHtml(way)}</a>` : escapeHtml(way)
  })
  const support = ways.length > 0 ? `<p style="margin:0 0 8px">${escapeHtml(t('mail.support'))} ${ways.join(' · ')}</p>` : ''
  return `${support}<p style="margin:0">${escapeHtml(reason)}</p>`
}

/** What inline styles cannot say. Classes stand beside the inline colours, which hold where this is stripped. */
function styles({ canvas, panel, ink, muted, line, accent, fill, onFill, tones }: Palette): string {
  const tone = Object.entries(tones).map(([name, color]) => `.${name}{background:${color.soft}!important;color:${color.ink}!important}`)
  return `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:480px){.outer{padding:18px 10px!important}.inner{padding:22px 18px!important}}
@media (prefers-color-scheme:dark){.canvas{background:${canvas}!important}.panel{background:${panel}!important;border-color:${line}!important}.ink{color:${ink}!important}.muted{color:${muted}!important}.line{border-color:${line}!important}.accent{color:${accent}!important}.fill{background:${fill}!important;color:${onFill}!important}${tone.join('')}}`
}
