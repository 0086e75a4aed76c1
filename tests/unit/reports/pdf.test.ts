import { describe, expect, test } from 'vitest'
import { accentScale } from '@/lib/brands/accent'
import { contrast } from '@/lib/brands/color'
import { renderReport } from '@/lib/reports/pdf'
import { aReport } from '@/tests/support/a-report'
import { readPdf } from '@/tests/support/pdf-text'

const render = async (facts: Parameters<typeof aReport>[0] = {}) => readPdf(await renderReport(aReport(facts), null))

describe('the document', () => {
  test('holds the figures, in French', async () => {
    const { text } = await render()
    for (const part of [
      'Boulangerie Martin',
      'Octobre 2026',
      '50,3 Go',
      '83 % de 60 Go souscrits',
      '+9,3 Go',
      '1 860',
      '97,9 %',
      '2 sur 3',
      '2 déc. 2026',
    ])
      expect(text).toContain(part)
    for (const part of ['PC-1', 'aucune', '31/10/2026 21:12', 'Pas de sauvegarde', 'en cours', 'Volume dépassé', 'tout le contrat'])
      expect(text).toContain(part)
  })

  test('and in English, as the client reads', async () => {
    const { text } = await render({ contract: { clientLocale: 'en' } })
    for (const part of ['October 2026', '50.3 GB', '83% of 60 GB subscribed', '2 Dec 2026', 'No backup', 'ongoing'])
      expect(text).toContain(part)
    expect(text).not.toMatch(/Sauvegarde(s|d)|Prévision|Octobre/)
  })

  test('is a titled, tagged document in the reader’s language', async () => {
    const { info, lang, tagged } = await render()
    expect(info).toMatchObject({ Title: 'Rapport de sauvegarde : Boulangerie Martin, Octobre 2026', Author: 'Alpes Sauvegarde' })
    expect([lang, tagged]).toEqual(['fr-FR', true])
    expect((await render({ contract: { clientLocale: 'en' } })).lang).toBe('en-GB')
  })

  test('is the same to the byte for the same report', async () => {
    const [one, other] = [await renderReport(aReport(), null), await renderReport(aReport(), null)]
    expect(one.equals(other)).toBe(true)
  })

  test('numbers its pages, with the head of the table on each that it goes on to', async () => {
    const machines = Array.from(
      { length: 60 },
      (_, index) => ({ ...aReport().machines[0], id: String(index), name: `PC-${index}` }) as never,
    )
    const { pages, text } = await render({ machines, machineCount: 75 })
    expect(pages.length).toBeGreaterThan(2)
    for (const [index, page] of pages.entries()) expect(page).toContain(`Page ${index + 1} sur ${pages.length}`)
    expect(pages[1]).toContain('Dernière sauvegarde')
    expect(text).toContain('PC-59')
    expect(text).toContain('et 15 autres')
  })

  test('takes long and hostile names', async () => {
    const title = `${'Société coopérative agricole des producteurs '.repeat(4)}<b>&</b>\u202e`
    const { text, info } = await render({ contract: { title } })
    expect(text.replace(/\s+/g, ' ')).toContain('Société coopérative agricole des producteurs')
    expect(JSON.stringify(info)).not.toContain('\u202e')
  })

  test.each([
    ['nothing was backed up', { totals: { ...aReport().totals, backups: 0, success: 0, partial: 0, failed: 0 } }, 'Aucune sauvegarde'],
    ['there is no machine', { machines: [], machineCount: 0, unprotectedCount: 0 }, 'Aucune machine'],
    ['the month runs', { running: true, period: { from: '2026-10-01', to: '2026-10-12' } }, 's’arrête au 12 oct. 2026'],
    ['the contract is suspended', { contract: { suspendedAt: new Date('2026-10-05T10:00:00Z') } }, 'suspendu depuis le 05/10/2026'],
    ['nothing is subscribed', { contract: { subscribedBytes: 0 } }, 'sans volume'],
    ['it has no volume yet', { volumes: [{ day: '2026-10-01', bytes: 0 }] }, 'La courbe commence'],
    ['nothing went wrong', { incidents: [], incidentCount: 0 }, 'Aucun incident'],
  ] as const)('says so when %s', async (_, facts, said) => {
    expect((await render(facts as never)).text.replaceAll("'", '’')).toContain(said.replaceAll("'", '’'))
  })
})

test.each(['#ffe600', '#000000', '#ffffff', '#007a8f', '#ff0000'])('the brand’s colour %s is readable on paper', (color) => {
  const { light } = accentScale(color)
  expect(contrast(light.accent, { l: 1, c: 0, h: 0 })).toBeGreaterThanOrEqual(4.5)
  expect(contrast(light.fill, light.onFill)).toBeGreaterThanOrEqual(4.5)
})
