import { expect, test } from 'vitest'
import { readAudit } from '@/app/_components/audit/audit-address'
import { detailRows } from '@/app/_components/audit/audit-texts'
import type { AuditEntry } from '@/lib/audit/types'
import { formatter } from '@/lib/i18n/formatter'
import { translator } from '@/lib/i18n/translator'

const words = { t: translator('fr'), f: formatter('fr', 'Europe/Paris') }
const rows = (detail: Record<string, unknown>) => detailRows({ detail } as AuditEntry, words)

test('particulars are told in the reader’s words and units', () => {
  expect(rows({ subscribedBytes: 20e9, machineLimit: null, on: true, alert: 'missed' })).toEqual([
    ['Volume souscrit', '20\u00a0Go'],
    ['Nombre de machines', 'aucun'],
    ['Activée', 'oui'],
    ['Alerte', 'non-sauvegarde'],
  ])
  expect(rows({ allocatedBytes: { before: 1e9, after: 2e9 } })).toEqual([['Volume alloué', '1\u00a0Go → 2\u00a0Go']])
  expect(rows({ until: '2026-11-22T10:00:00.000Z' })).toEqual([["Jusqu'à", '22/11/2026 11:00']])
})

test('rights are told by the names of those that are on, a list by its length', () => {
  expect(rows({ rights: { kits: true, comment: true, restore: false } })).toEqual([['Droits', 'kit marque blanche, commentaires']])
  expect(rows({ rights: { kits: false } })).toEqual([['Droits', 'aucun']])
  expect(rows({ spaceIds: ['a', 'b'] })).toEqual([['Espaces', '2']])
})

test('what this version knows nothing of is shown as it is', () => {
  expect(rows({ moon: { phase: 3 }, tide: 'high' })).toEqual([
    ['moon', '{"phase":3}'],
    ['tide', 'high'],
  ])
})

test('an address that makes no sense is as if it were not there', () => {
  const params = { q: '  a\u0000b ', person: 'nobody', action: 'DROP', kind: '../', subject: 'x', before: '1', days: 'x' }
  const { input, choice } = readAudit('/audit', params, 'Europe/Paris', new Date('2026-11-22T10:00:00Z'))
  expect(input).toMatchObject({ text: 'a b', person: null, action: null, subjectKind: null, subjectId: null, before: null })
  expect(choice).toBe('30')
})
