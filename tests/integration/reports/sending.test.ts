import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withSystem } from '@/db/client'
import { contracts, mailAttachments, mails, resellers } from '@/db/schema'
import { ForbiddenError, NotFoundError } from '@/lib/errors'
import { getMail } from '@/lib/mails/queries'
import { sendReport, setMonthlyReport } from '@/lib/reports/commands'
import { findLastSending, getMonthlyReport, getReportDocument } from '@/lib/reports/queries'
import { sendReportSchema, setMonthlyReportSchema } from '@/lib/reports/schema'
import { auditOf, withoutAudit } from '@/tests/support/audit'
import { type Cast, makeCast, must } from '@/tests/support/cast'
import { testDatabase } from '@/tests/support/database'
import { mailsTo } from '@/tests/support/mails'
import { readPdf } from '@/tests/support/pdf-text'

testDatabase()
const NOW = new Date('2026-11-22T10:00:00Z')
let cast: Cast
beforeAll(async () => {
  cast = await makeCast()
  await withSystem('tests', (tx) => tx.update(contracts).set({ createdAt: new Date('2026-08-01T10:00:00Z') }))
})
beforeEach(() => withSystem('tests', (tx) => tx.delete(mails)))

const asked = (facts = {}) => ({ contractId: cast.contracts.west, month: '2026-10', to: 'both' as const, sendId: randomUUID(), ...facts })
const fileOf = (mailId: string) =>
  withSystem('tests', async (tx) => (await tx.select().from(mailAttachments).where(eq(mailAttachments.mailId, mailId)))[0])

describe('a report that is sent now', () => {
  test('goes to client and alert address with the document, the client without a link to what it cannot open', async () => {
    expect(must(await sendReport(cast.alice, asked(), NOW))).toEqual({ recipients: ['client@example.test', 'alerts@alpine.test'] })
    const [[client], [reseller]] = [await mailsTo('client@example.test'), await mailsTo('alerts@alpine.test')]
    for (const mail of [client, reseller]) {
      expect(mail).toMatchObject({ kind: 'report', subject: 'Rapport de sauvegarde : Bakery, Octobre 2026', spaceId: cast.spaces.west })
      const file = await fileOf(mail?.id ?? '')
      expect(file).toMatchObject({ name: 'Rapport 2026-10 Bakery.pdf', mediaType: 'application/pdf' })
      expect((await readPdf(file?.body ?? Buffer.alloc(0))).text).toContain('Bakery')
    }
    expect(client?.text).not.toContain('https://')
    expect(reseller?.text).toContain(`https://admin.alpine.test/contracts/${cast.contracts.west}/report?month=2026-10`)
    expect((await getMail(cast.berthe, client?.id ?? '')).attachment?.name).toBe('Rapport 2026-10 Bakery.pdf')
  })

  test('is one mail however often the same form is sent, and another one for another', async () => {
    const same = asked({ to: 'client' })
    await Promise.all([sendReport(cast.alice, same, NOW), sendReport(cast.alice, same, NOW)])
    expect(await mailsTo('client@example.test')).toHaveLength(1)
    must(await sendReport(cast.alice, asked({ to: 'client' }), NOW))
    expect(await mailsTo('client@example.test')).toHaveLength(2)
  })

  test('is known afterwards, of its month and contract, to those who see it', async () => {
    const last = (actor = cast.alice, month = '2026-10') => findLastSending(actor, cast.contracts.west, month)
    expect(await last()).toBeNull()
    must(await sendReport(cast.alice, asked({ to: 'client' }), NOW))
    must(await sendReport(cast.alice, asked({ to: 'reseller' }), NOW))
    const [mail] = await mailsTo('alerts@alpine.test')
    expect(await last()).toMatchObject({ mailId: mail?.id, recipient: 'alerts@alpine.test' })
    expect(await last(cast.alice, '2026-09')).toBeNull()
    expect(await findLastSending(cast.alice, cast.contracts.east, '2026-10')).toBeNull()
    for (const other of [cast.carol, cast.bob]) expect(await last(other)).toBeNull()
  })

  test('leaves ten times an hour at most for one contract, whoever presses, and counts a sending to both once', async () => {
    const sendId = randomUUID()
    // One form's id for two months is two sendings.
    for (const month of ['2026-08', '2026-09']) must(await sendReport(cast.alice, asked({ month, sendId }), NOW))
    for (let times = 0; times < 6; times++) must(await sendReport(cast.alice, asked(), NOW))
    const answers = await Promise.all([1, 2, 3].map(() => sendReport(cast.alice, asked(), NOW)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(2)
    expect(answers).toContainEqual({ ok: false, reason: 'too_often' })
    expect(await mailsTo('client@example.test')).toHaveLength(10)
    expect(await sendReport(cast.alice, asked({ month: '2026-09' }), NOW)).toEqual({ ok: false, reason: 'too_often' })
    must(await sendReport(cast.alice, asked({ month: '2026-09', sendId }), NOW))
    expect(await mailsTo('client@example.test')).toHaveLength(10)
    must(await sendReport(cast.alice, asked({ contractId: cast.contracts.east }), NOW))
  })

  test('speaks the client’s language, and is one mail where client and reseller are one address', async () => {
    const of = eq(contracts.id, cast.contracts.west)
    await withSystem('tests', (tx) => tx.update(contracts).set({ clientLocale: 'en', clientEmail: 'Alerts@alpine.test' }).where(of))
    must(await sendReport(cast.alice, asked(), NOW))
    const all = await withSystem('tests', (tx) => tx.select().from(mails))
    expect(all.map(({ subject, locale }) => [subject, locale])).toEqual([['Backup report: Bakery, October 2026', 'en']])
    await withSystem('tests', (tx) => tx.update(contracts).set({ clientLocale: 'fr', clientEmail: 'client@example.test' }).where(of))
  })

  test('is a 404 to another reseller and another space, a 403 to a member, and sends nothing', async () => {
    for (const stranger of [cast.carol, cast.bob]) await expect(sendReport(stranger, asked(), NOW)).rejects.toThrow(NotFoundError)
    await expect(sendReport(cast.berthe, asked(), NOW)).rejects.toThrow(ForbiddenError)
    expect(await withSystem('tests', (tx) => tx.$count(mails))).toBe(0)
  })

  test('is refused for a month of which there is none', async () => {
    for (const month of ['2026-07', '2026-12', '2025-10'])
      expect(await sendReport(cast.alice, asked({ month }), NOW)).toEqual({ ok: false, reason: 'no_such_month' })
    for (const input of [{ month: '2026-13' }, { month: "2026-10'" }, { to: 'everybody' }, { sendId: 'x' }, { contractId: 'x' }])
      expect(sendReportSchema.safeParse(asked(input)).success).toBe(false)
  })

  test('is in the log, and is not sent when that cannot be written', async () => {
    const input = asked({ to: 'client' })
    expect(await withoutAudit(() => sendReport(cast.alice, input, NOW))).toBeInstanceOf(Error)
    expect(await mailsTo('client@example.test')).toEqual([])
    must(await sendReport(cast.alice, input, NOW))
    expect((await auditOf(cast.contracts.west)).at(-1)).toMatchObject({ action: 'contract.report_sent', by: 'alice', subject: 'Bakery' })
  })
})

describe('the document', () => {
  test('is a 404 to another reseller, another space and for no id', async () => {
    const document = (actor: typeof cast.alice, id = cast.contracts.west) => getReportDocument(actor, id, '2026-10', NOW)
    expect((await readPdf((await document(cast.berthe)).body)).pages).toHaveLength(1)
    for (const stranger of [cast.carol, cast.bob]) await expect(document(stranger)).rejects.toThrow(NotFoundError)
    await expect(async () => document(cast.alice, 'x')).rejects.toThrow(NotFoundError)
  })
})

describe('who gets the reports', () => {
  const reseller = () => withSystem('tests', async (tx) => (await tx.select().from(resellers).where(eq(resellers.id, cast.resellerId)))[0])

  test('is nobody until an administrator says so, and begins with the next first of the month', async () => {
    expect(await getMonthlyReport(cast.bob)).toEqual({ to: 'nobody' })
    await setMonthlyReport(cast.alice, { to: 'both' }, NOW)
    expect(await getMonthlyReport(cast.bob)).toEqual({ to: 'both' })
    // Seven in the morning of Paris, winter time; summer time a month before.
    expect((await reseller())?.reportDueAt).toEqual(new Date('2026-12-01T06:00:00Z'))
    await setMonthlyReport(cast.alice, { to: 'client' }, new Date('2026-09-30T23:00:00Z'))
    expect((await reseller())?.reportDueAt).toEqual(new Date('2026-10-01T05:00:00Z'))
    await setMonthlyReport(cast.alice, { to: 'nobody' }, NOW)
    expect((await reseller())?.reportDueAt).toBeNull()
    expect(await getMonthlyReport(cast.carol)).toEqual({ to: 'nobody' })
  })

  test('is an administrator’s to say, in the log', async () => {
    await expect(setMonthlyReport(cast.berthe, { to: 'both' }, NOW)).rejects.toThrow(ForbiddenError)
    expect(await withoutAudit(() => setMonthlyReport(cast.alice, { to: 'both' }, NOW))).toBeInstanceOf(Error)
    expect(await getMonthlyReport(cast.alice)).toEqual({ to: 'nobody' })
    await setMonthlyReport(cast.alice, { to: 'reseller' }, NOW)
    expect((await auditOf(cast.resellerId)).at(-1)).toMatchObject({ action: 'reseller.monthly_report_set', by: 'alice' })
    expect(setMonthlyReportSchema.safeParse({ to: 'all' }).success).toBe(false)
  })
})
