import { execFile, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, type Page, test } from '@playwright/test'
import { at, operator, signIn } from './support/visit'

type Machine = { machineId: string; identificationKey: string }
type Described = Record<string, unknown>

const run = promisify(execFile)
const agent = (...args: string[]) => run(process.execPath, ['dist/agent.mjs', ...args])

/** A machine of Alpes whose odd files the real agent has backed up, and what each of them was like. */
async function backedUp(name: string) {
  const folder = mkdtempSync(join(tmpdir(), 'restore-'))
  const [files, state] = [join(folder, 'files'), join(folder, 'state')]
  const write = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(join(files, path)), { recursive: true })
    writeFileSync(join(files, path), content)
  }
  write('Comptabilité/Été & « bilan ».xlsx', randomBytes(400_000))
  write('Comptabilité/vide.txt', '')
  write("Comptabilité/profond/a/b/l'apostrophe.md", '# Bonjour\n')
  write('autre/à laisser.txt', 'non')
  chmodSync(join(files, 'Comptabilité/vide.txt'), 0o640)
  symlinkSync('/etc/hostname', join(files, 'Comptabilité/lien'))
  utimesSync(join(files, 'Comptabilité/vide.txt'), 981_173_106, 981_173_106)
  const machine = await operator<Machine>(
    ...['machine', 'add', '--host', 'admin.alpes.localhost', '--contract', 'Atelier Bois', '--name', name],
  )
  const portal = `http://localhost:${process.env.PORT}`
  await agent('enroll', '--portal', portal, '--key', machine.identificationKey, '--path', files, '--state', state)
  await agent('backup', '--state', state)
  const before = describe(files)
  rmSync(files, { recursive: true })
  return { ...machine, folder, files, state, before }
}

/** Content, mode, time to the second and links of all that lies in a folder, by its path; a folder's own time apart. */
function describe(folder: string): Described {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  return Object.fromEntries(
    names.map((name) => {
      const path = join(folder, name)
      const facts = lstatSync(path)
      const content = facts.isSymbolicLink() ? readlinkSync(path) : facts.isFile() ? readFileSync(path).toString('base64') : null
      return [name, { content, mode: facts.mode, seconds: facts.isFile() ? Math.round(facts.mtimeMs / 1000) : null }]
    }),
  )
}

const only = (described: Described, folder: string) =>
  Object.fromEntries(Object.entries(described).filter(([name]) => name === folder || name.startsWith(`${folder}/`)))

async function openRestore(page: Page, machineId: string): Promise<void> {
  await signIn(page, 'alpes', 'alice')
  await page.goto(at('alpes', `/machines/${machineId}`))
  await page.getByRole('link', { name: 'Restaurer des fichiers' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Restaurer des fichiers')
}

test('a folder is found and downloaded as it was, while its machine is off', async ({ page }) => {
  test.slow()
  const { machineId, folder, before } = await backedUp('PC-TELECHARGE')
  await openRestore(page, machineId)
  await page.getByRole('searchbox', { name: 'Rechercher un fichier dans la sauvegarde' }).fill('comptabilite')
  await page.getByRole('checkbox', { name: 'Choisir Comptabilité' }).check()
  await page.getByRole('button', { name: 'Télécharger' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('radio', { name: /TAR/ }).check()
  await dialog.getByRole('textbox', { name: /Motif/ }).fill('Poste volé')
  const started = page.waitForEvent('download')
  await dialog.getByRole('button', { name: 'Télécharger' }).click()
  const download = await started
  const archive = join(folder, 'archive.tar')
  await download.saveAs(archive)
  expect(download.suggestedFilename()).toBe('Comptabilité.tar')
  execFileSync('tar', ['xpf', archive, '-C', folder])
  expect(describe(folder)).toMatchObject(only(before, 'Comptabilité'))
  await expect(page.locator('[data-restore-state="complete"]')).toContainText('Motif : Poste volé')
  rmSync(folder, { recursive: true })
})

test('a folder comes back on its machine as it was, and nothing else does', async ({ page }) => {
  test.slow()
  const { machineId, folder, files, state, before } = await backedUp('PC-RESTAURE')
  const service = spawn(process.execPath, ['dist/agent.mjs', 'run', '--state', state], { stdio: 'ignore' })
  await openRestore(page, machineId)
  await page.getByRole('checkbox', { name: 'Choisir Comptabilité' }).check()
  await page.getByRole('button', { name: 'Restaurer sur la machine' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Restaurer sur la machine' }).click()
  await expect(page.locator('[data-restore-state="complete"]')).toContainText('4 fichiers restaurés', { timeout: 90_000 })
  service.kill('SIGTERM')
  expect(describe(files)).toEqual(only(before, 'Comptabilité'))
  rmSync(folder, { recursive: true })
})

test('who may not restore is told whom to ask', async ({ page }) => {
  const contract = ['--host', 'admin.alpes.localhost', '--space', 'Genève', '--contract', 'Optique Léman']
  const { machineId } = await operator<Machine>('machine', 'add', ...contract, '--name', 'PC-SANS-DROIT')
  await signIn(page, 'alpes', 'bob')
  await page.goto(at('alpes', `/machines/${machineId}/restore`))
  await expect(page.getByRole('heading', { name: "Vous n'avez pas le droit de restaurer" })).toBeVisible()
})
