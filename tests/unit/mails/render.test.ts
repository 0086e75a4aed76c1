import { describe, expect, test } from 'vitest'
import { contrast, hexToOklch } from '@/lib/brands/color'
import { headerLine } from '@/lib/mails/escape'
import { palettes } from '@/lib/mails/palette'
import { renderMail } from '@/lib/mails/render'
import type { MailBrand, MailContent } from '@/lib/mails/types'

const HOSTILE = `"><img src=x onerror=alert(1)> & 'quotes' \u202Etxt.exe\u0007`
const brand: MailBrand = {
  productName: 'Alpes Sauvegarde',
  accentColor: '#007a8f',
  logoUrl: null,
  supportEmail: 'aide@alpes.example',
  supportPhone: '+41 22 000 00 00',
  supportUrl: 'https://aide.alpes.example',
}
const content: MailContent = {
  subject: 'PC-COMPTA n’a pas été sauvegardé',
  heading: 'PC-COMPTA n’a pas été sauvegardé depuis 3 jours',
  paragraphs: ['La dernière sauvegarde date du 19 novembre.\nVérifiez que le poste est allumé.'],
  facts: [['Contrat', 'Boulangerie Martin']],
  table: {
    head: ['Poste', 'État'],
    rows: [['PC-1', { text: 'en retard', tone: 'danger', url: 'https://admin.alpes.example/machines/1' }]],
    more: 'et 12 autres',
  },
  action: { label: 'Voir le poste', url: 'https://admin.alpes.example/machines/1?a=1&b=2' },
  reason: 'Vous recevez ce message parce que l’alerte de non-sauvegarde est active.',
}

describe('a mail', () => {
  test('says the same as HTML and as plain text', () => {
    const { html, text } = renderMail(brand, 'fr', content)
    for (const part of [
      '19 novembre',
      'Boulangerie Martin',
      'PC-1',
      'en retard',
      'et 12 autres',
      'Voir le poste',
      'aide@alpes.example',
      'alerte de non-sauvegarde',
    ]) {
      expect(html).toContain(part)
      expect(text).toContain(part)
    }
    expect(html).toContain('href="https://admin.alpes.example/machines/1?a=1&amp;b=2"')
    expect(text).toContain('Voir le poste : https://admin.alpes.example/machines/1?a=1&b=2')
    expect(text).toContain('Contrat : Boulangerie Martin')
    expect(renderMail(brand, 'en', content).text).toContain('Contrat: Boulangerie Martin')
  })

  test('escapes whatever stands in it, and drops what cannot be seen', () => {
    const everywhere: MailContent = {
      subject: HOSTILE,
      preheader: HOSTILE,
      heading: HOSTILE,
      paragraphs: [HOSTILE],
      facts: [[HOSTILE, HOSTILE]],
      table: { head: [HOSTILE], rows: [[HOSTILE], [{ text: HOSTILE, tone: 'danger', url: HOSTILE }]], more: HOSTILE },
      action: { label: HOSTILE, url: `https://x.example/${HOSTILE}` },
      reason: HOSTILE,
    }
    const hostileBrand = { ...brand, productName: HOSTILE, supportPhone: HOSTILE, supportUrl: HOSTILE, logoUrl: `https://x/${HOSTILE}` }
    const { html, text } = renderMail(hostileBrand, 'fr', everywhere)
    expect(html).not.toContain('<img src=x')
    expect(html.match(/<img /g)).toHaveLength(1)
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    for (const rendered of [html, text]) expect(rendered).not.toMatch(/[\u202e]|[^\P{Cc}\n]/u)
  })

  test('leads nowhere but to web pages', () => {
    const { html } = renderMail(brand, 'fr', { ...content, action: { label: 'x', url: 'javascript:alert(1)' } })
    expect(html).not.toContain('javascript:')
  })

  test('has no table, facts, button or support where there are none', () => {
    const bare = { ...brand, supportEmail: null, supportPhone: null, supportUrl: null }
    const { html, text } = renderMail(bare, 'en', { subject: 'S', heading: 'H', paragraphs: ['P'], reason: 'R' })
    expect(html).not.toMatch(/<th|support answers|copy this address/)
    expect(text).toBe('H\n\nP\n\n-- \nAlpes Sauvegarde\nR\n')
  })

  test('shows the logo with the initial in its place, and the initial alone without one', () => {
    expect(renderMail({ ...brand, logoUrl: 'https://admin.alpes.example/brand-logo' }, 'fr', content).html).toMatch(
      /<img src="https:\/\/admin\.alpes\.example\/brand-logo"[^>]* alt="A"/,
    )
    expect(renderMail({ ...brand, productName: '🥝 Online' }, 'fr', content).html).toContain('>🥝</td>')
  })
})

test('its colours are readable in both modes, for any brand', () => {
  const ratio = (one: string, other: string) => contrast(hexToOklch(one), hexToOklch(other))
  for (const color of ['#007a8f', '#ffe600', '#fefefe', '#050505', '#b45309']) {
    for (const palette of Object.values(palettes(color))) {
      expect(ratio(palette.fill, palette.onFill), color).toBeGreaterThanOrEqual(4.5)
      for (const ground of [palette.panel, palette.canvas])
        for (const ink of [palette.ink, palette.muted, palette.accent])
          expect(ratio(ground, ink), `${color} ${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5)
      for (const { ink, soft } of Object.values(palette.tones)) expect(ratio(ink, soft)).toBeGreaterThanOrEqual(4.5)
    }
  }
})

test('a header is one line of bounded length, whatever it is made of', () => {
  expect(headerLine('Alert\r\nBcc: all@example.com\u0000', 200)).toBe('Alert Bcc: all@example.com')
  expect(headerLine('é'.repeat(300), 200)).toBe(`${'é'.repeat(199)}…`)
})
