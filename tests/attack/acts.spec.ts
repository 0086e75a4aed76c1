import { expect, test } from '@playwright/test'
import { ACTS } from './acts'
import type { Answer } from './support/ask'
import { call } from './support/call'
import { actionsOfBuild } from './support/known'
import { type Scene, stage } from './support/stage'
import { stateOf } from './support/state'
import type { Victim } from './support/victim'

test.describe.configure({ mode: 'serial', timeout: 300_000 })
let scenes: Scene[]
test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000)
  scenes = await stage(browser)
})

test('every server action of the build is known to this suite', () => {
  expect(Object.keys(ACTS).sort()).toEqual([...new Set(actionsOfBuild().map(({ name }) => name))].sort())
})

/** A page of the caller's own that carries the action: with the victim's ids for its owner, with none of them for an attacker. */
function pageFor(pages: string[], { contractId, machineId, mailId, webhookId, deliveryId }: Victim): string {
  const page = pages.find((path) => !path.includes('[')) ?? pages[0] ?? '/'
  return page
    .replace(/^(\/contracts)\/\[id\]/, `$1/${contractId}`)
    .replace(/^(\/machines)\/\[id\]/, `$1/${machineId}`)
    .replace(/^(\/mails)\/\[id\]/, `$1/${mailId}`)
    .replace(/^(\/webhooks)\/\[id\]/, `$1/${webhookId}`)
    .replace('[delivery]', deliveryId)
}

test('no action changes what is somebody else’s, or says anything of it; their owner may do each', async () => {
  const actions = new Map(actionsOfBuild().map((action) => [action.name, action]))
  for (const { victim, owner, attackers } of scenes)
    for (const [name, act] of Object.entries(ACTS)) {
      const action = actions.get(name)
      if (!action || 'harmless' in act) continue
      const on = pageFor(action.pages, victim)
      const before = await stateOf(victim)
      for (const attacker of attackers) {
        const answer = await call(attacker, action, on, act.args(victim))
        expect([name, attacker.name, isRefusal(answer)]).toEqual([name, attacker.name, true])
        for (const secret of [victim.mark, victim.identificationKey])
          expect(answer.text, `${name} as ${attacker.name}`).not.toContain(secret)
      }
      expect(await stateOf(victim), name).toBe(before)
      const done = await call(owner, action, on, act.args(victim))
      expect([name, owner.name, done.status < 400 && !/"reason":"(invalid|forbidden)"/.test(done.text)]).toEqual([name, owner.name, true])
    }
})

/** Not found, signed out, or led to the sign-in page; nothing else is said to who does not own it. */
const isRefusal = ({ status, location }: Answer): boolean => status === 404 || status === 401 || location.startsWith('/sign-in')

test('ids that are none are refused as what is not there', async () => {
  const actions = new Map(actionsOfBuild().map((action) => [action.name, action]))
  for (const { victim, owner } of scenes) {
    const nobody = { ...victim, contractId: 'x', machineId: '../..', mailId: 'x', backupId: '00000000-0000-0000-0000-00000000000g' }
    for (const [name, act] of Object.entries(ACTS)) {
      const action = actions.get(name)
      if (!action || 'harmless' in act) continue
      const { status } = await call(owner, action, pageFor(action.pages, victim), act.args(nobody))
      expect([name, status < 500]).toEqual([name, true])
    }
  }
})
