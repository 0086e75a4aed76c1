import { execFile } from 'node:child_process'
import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { DATA_DIR } from './support/portal'
import { at, operator, signIn } from './support/visit'

const run = promisify(execFile)
const CONTRACT = 'Atelier Bois'
type Machine = { machineId: string; identificationKey: string }
type Visit = { result: string; versions: number; frozenReason: string | null }

/** A machine whose real agent has backed a folder up. */
async function backedUp(name: string): Promise<{ machine: Machine; files: string; backUp: () => Promise<unknown> }> {
  const folder = await mkdtemp(join(tmpdir(), 'retention-'))
  const [files, state] = [join(folder, 'files'), join(folder, 'state')]
  await mkdir(files)
  for (const number of [1, 2, 3, 4, 5]) await writeFile(join(files, `letter-${number}.txt`), `letter ${number} `.repeat(5_000))
  const machine = await operator<Machine>(...['machine', 'add', '--host', 'admin.alpes.localhost', '--contract', CONTRACT, '--name', name])
  const agent = (...args: string[]) => run(process.execPath, ['dist/agent.mjs', ...args, '--state', state])
  const backUp = () => agent('backup')
  await agent('enroll', '--portal', `http://localhost:${process.env.PORT}`, '--key', machine.identificationKey, '--path', files)
  await backUp()
  return { machine, files, backUp }
}

/** The portal's own worker may be at the repository just now. */
async function patiently<T>(...args: string[]): Promise<T> {
  let answer: T | undefined
  await expect(async () => {
    answer = await operator<T>(...args)
  }).toPass()
  return answer as T
}

const open = (page: Page, { machineId }: Machine) => page.goto(at('alpes', `/machines/${machineId}`))
const frozen = (page: Page) => page.getByRole('region', { name: /historique de ce poste est figé/ })

test('a machine whose backup collapsed is frozen, says why, and an administrator lets it go on for a reason', async ({ page }) => {
  test.slow()
  const { machine, files, backUp } = await backedUp('PC-VIDE')
  await patiently('check', '--machine', machine.machineId)
  await signIn(page, 'alpes', 'alice')
  await open(page, machine)
  const facts = page.getByRole('term').filter({ hasText: 'Vérification du stockage' }).locator('..')
  await expect(facts).toContainText(/réussie le \d\d\/\d\d\/\d{4}/)
  await expect(frozen(page)).toHaveCount(0)

  for (const number of [1, 2, 3, 4]) await rm(join(files, `letter-${number}.txt`))
  await backUp()
  const visit = await patiently<Visit>('retention', '--machine', machine.machineId)
  expect(visit).toMatchObject({ result: 'frozen', versions: 2, frozenReason: 'shrunk' })
  await open(page, machine)
  await expect(frozen(page)).toContainText('moins de la moitié')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

  await page.getByRole('button', { name: "Reprendre l'historique" }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Confirmer' }).click()
  await expect(dialog.getByLabel('Motif')).toHaveAccessibleDescription(/Indiquez pourquoi/)
  await dialog.getByLabel('Motif').fill('Le client a archivé son courrier.')
  await dialog.getByRole('button', { name: 'Confirmer' }).click()
  await expect(page.getByRole('status').filter({ hasText: "L'historique de « PC-VIDE » reprend" })).toBeVisible()
  await expect(frozen(page)).toHaveCount(0)
  expect(await patiently<Visit>('retention', '--machine', machine.machineId, '--dry-run')).toMatchObject({ result: 'kept' })
})

test('a storage whose check fails is told on the machine’s page, where only an administrator can act', async ({ page }) => {
  test.slow()
  const { machine } = await backedUp('PC-ABIME')
  rmSync(join(DATA_DIR, 'storage', machine.machineId, 'config'), { force: true })
  expect(await patiently('check', '--machine', machine.machineId)).toMatchObject({ result: 'unreadable' })
  await signIn(page, 'alpes', 'alice')
  await open(page, machine)
  await expect(frozen(page)).toContainText("Prévenez l'assistance")
  await expect(page.getByText(/échouée le/)).toBeVisible()
  await frozen(page).getByRole('button', { name: 'Vérifier à nouveau' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'commence dans quelques minutes' })).toBeVisible()
})
