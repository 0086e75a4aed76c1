import { expect, type Page, test } from '@playwright/test'
import { PretendAgent } from './support/pretend-agent'
import { operator, signIn } from './support/visit'

type Added = { machineId: string; identificationKey: string }
type Listed = { machines: { machineId: string; contract: string; name: string; state: string }[] }

const addMachine = (name: string) =>
  operator<Added>('machine', 'add', '--host', 'admin.alpes.localhost', '--contract', 'Atelier Bois', '--name', name)
const cell = (page: Page, machineId: string) => page.locator(`a[data-machine-id="${machineId}"]`)

test('a backup that starts and ends changes its cell without a reload', async ({ page }) => {
  const machine = await addMachine('PC-LIVE')
  await signIn(page, 'alpes', 'alice')
  await expect(cell(page, machine.machineId)).toHaveAttribute('data-state', 'never')
  const agent = new PretendAgent(machine.identificationKey)
  await agent.start()
  await expect(cell(page, machine.machineId)).toHaveAttribute('data-running', 'true')
  await agent.finish()
  await expect(cell(page, machine.machineId)).toHaveAttribute('data-state', 'fresh')
  await expect(cell(page, machine.machineId)).not.toHaveAttribute('data-running', 'true')
})

test('hovering a cell greys its client below and its sisters above, and nothing else', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  const { machines } = await operator<Listed>('machine', 'list', '--host', 'admin.alpes.localhost')
  const ofTest = machines.filter((machine) => machine.contract === 'TEST')
  const [first] = ofTest
  if (!first) throw new Error('TEST has no machine')
  await cell(page, first.machineId).hover()
  const bar = page.locator('a[data-contract-id][data-linked="true"]')
  await expect(bar).toHaveCount(1)
  await expect(bar).toContainText('TEST')
  await expect(page.locator('a[data-machine-id][data-linked="true"]')).toHaveCount(ofTest.length)
  await page.mouse.move(2, 2)
  await expect(page.locator('[data-linked="true"]')).toHaveCount(0)
})

test('hovering a bar greys its machines above', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  await page.locator('a[data-contract-id]', { hasText: 'Garage Bonnet' }).hover()
  await expect(page.locator('a[data-machine-id][data-linked="true"]')).toHaveCount(4)
})

test('the keyboard walks the cells and opens one', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  const first = page.locator('a[data-machine-id]').first()
  await first.focus()
  await page.keyboard.press('ArrowRight')
  const focused = page.locator('a[data-machine-id]:focus')
  await expect(focused).toHaveCount(1)
  const machineId = await focused.getAttribute('data-machine-id')
  expect(machineId).not.toBe(await first.getAttribute('data-machine-id'))
  await expect(page.locator('a[data-contract-id][data-linked="true"]')).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/machines/${machineId}`))
})

test('a bar is orange from 90 % and red above 100 %, and its page opens by a click', async ({ page }) => {
  await signIn(page, 'alpes', 'alice')
  const bar = (title: string) => page.locator('a[data-contract-id]', { hasText: title }).first()
  await expect(bar('TEST')).toHaveAttribute('data-state', 'near')
  await expect(bar('Cabinet Perret')).toHaveAttribute('data-state', 'over')
  await expect(bar('Pharmacie du Port')).toHaveAttribute('data-state', 'ok')
  await bar('Garage Bonnet').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Garage Bonnet')
})

test('a member sees the machines of the own space alone', async ({ page }) => {
  await signIn(page, 'alpes', 'bob')
  await expect(page.locator('a[data-contract-id]', { hasText: 'Optique Léman' })).toHaveCount(1)
  await expect(page.locator('a[data-contract-id]', { hasText: 'TEST' })).toHaveCount(0)
  const { machines } = await operator<Listed>('machine', 'list', '--host', 'admin.alpes.localhost')
  const foreign = machines.find((machine) => machine.contract === 'TEST')
  await expect(cell(page, foreign?.machineId ?? '')).toHaveCount(0)
  await page.goto(new URL(`/machines/${foreign?.machineId}`, page.url()).href)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/introuvable/i)
})
