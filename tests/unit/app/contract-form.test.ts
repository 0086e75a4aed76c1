import { expect, test } from 'vitest'
import { contractInput, contractValues, readContractValues, typedFields } from '@/app/_components/contracts/contract-form-values'
import { addContractSchema } from '@/lib/contracts/schema'

const SPACE = '019a0000-0000-7000-8000-000000000001'
const typed = (fields: Record<string, string>): FormData => {
  const form = new FormData()
  const right = {
    title: 'TEST',
    clientEmail: 'contact@test.example',
    clientLocale: 'fr',
    gigabytes: '19,6',
    machineLimit: '3',
    spaceId: SPACE,
  }
  for (const [name, value] of Object.entries({ ...right, retentionDays: '30', ...fields })) form.set(name, value)
  return form
}
const parse = (form: FormData) => addContractSchema.safeParse(contractInput(readContractValues(form)))

test('what was typed becomes the terms of a contract', () => {
  expect(parse(typed({})).data).toEqual({
    spaceId: SPACE,
    title: 'TEST',
    clientEmail: 'contact@test.example',
    clientLocale: 'fr',
    subscribedBytes: 19_600_000_000,
    machineLimit: 3,
    retentionDays: 30,
  })
})

test('« Illimité » wins over a number', () => {
  expect(parse(typed({ unlimited: 'on', machineLimit: 'x' })).data?.machineLimit).toBeNull()
})

test('without a history the product’s own holds', () => {
  expect(parse(typed({ retentionDays: '' })).data?.retentionDays).toBe(90)
})

test.each([
  ['title', { title: ' ' }],
  ['clientEmail', { clientEmail: 'client' }],
  ['clientLocale', { clientLocale: 'de' }],
  ['gigabytes', { gigabytes: 'beaucoup' }],
  ['gigabytes', { gigabytes: '' }],
  ['machineLimit', { machineLimit: '' }],
  ['machineLimit', { machineLimit: '-1' }],
  ['machineLimit', { machineLimit: '1.5' }],
  ['retentionDays', { retentionDays: '0' }],
  ['retentionDays', { retentionDays: 'x' }],
  ['spaceId', { spaceId: 'west' }],
])('what is wrong is told at %s', (field, wrong) => {
  const fields = parse(typed(wrong)).error?.issues.map((issue) => String(issue.path[0])) ?? []
  expect([...new Set(typedFields(fields))]).toEqual([field])
})

test('a contract stands in the form as its language writes it', () => {
  const facts = {
    id: 'c',
    title: 'TEST',
    spaceId: SPACE,
    spaceName: 'Siège',
    clientEmail: 'a@b.fr',
    clientLocale: 'en' as const,
    version: '1',
  }
  const counts = { machineCount: 3, usedBytes: 1, subscribedBytes: 19_600_000_000, retentionDays: 90, machineLimit: null }
  const values = contractValues({ ...facts, ...counts, suspendedAt: null, createdAt: new Date(0) }, 'fr')
  expect(values).toMatchObject({ gigabytes: '19,6', machineLimit: '', unlimited: true, retentionDays: '90', clientLocale: 'en' })
})
