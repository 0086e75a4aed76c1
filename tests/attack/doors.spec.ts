import { expect, test } from '@playwright/test'
import { DOORS, FILTERS, OPERATOR_PAGES } from './doors'
import { type Answer, ask } from './support/ask'
import { routesOfSource } from './support/known'
import { type Scene, stage } from './support/stage'
import { idsOf, type Victim } from './support/victim'

test.describe.configure({ mode: 'serial', timeout: 300_000 })
let scenes: Scene[]
test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000)
  scenes = await stage(browser)
})

test('every address of the portal is known to this suite', () => {
  expect(Object.keys(DOORS).sort()).toEqual(routesOfSource())
})

test('what is somebody else’s is a 404 and names nothing of theirs; their owner gets it', async () => {
  for (const { victim, owner, attackers } of scenes)
    for (const path of theirPaths(victim)) {
      expect([path, owner.name, (await ask({ ...owner, path })).status]).toEqual([path, owner.name, 200])
      for (const attacker of attackers) {
        const answer = await ask({ ...attacker, path })
        expect([path, attacker.name, answer.status, isRefusal(answer)]).toEqual([path, attacker.name, answer.status, true])
        expect(answer.text, `${path} as ${attacker.name}`).not.toContain(victim.mark)
      }
    }
})

test('the operator’s mails are for nobody else', async () => {
  for (const { victim, owner, attackers } of scenes)
    for (const role of [owner, ...attackers.filter(({ host }) => host !== 'operator')])
      for (const path of ['/operator/mails', `/operator/mails/${victim.mailId}`]) {
        const answer = await ask({ ...role, path })
        expect([path, role.name, answer.status]).toEqual([path, role.name, 404])
        expect(answer.text).not.toContain(victim.mark)
      }
})

test('the own pages, lists, searches and exports hold nothing of others', async () => {
  for (const { victim, owner, attackers } of scenes) {
    const paths = ownPaths(victim)
    for (const path of paths)
      for (const attacker of attackers) {
        const answer = await ask({ ...attacker, path })
        expect([path, attacker.name, answer.status < 500]).toEqual([path, attacker.name, true])
        for (const secret of [victim.mark, ...idsOf(victim)]) expect(answer.text, `${path} as ${attacker.name}`).not.toContain(secret)
      }
    const seenByOwner = await Promise.all(paths.map(async (path) => (await ask({ ...owner, path })).text.includes(victim.mark)))
    // Or nothing would be found of anybody.
    expect(seenByOwner.filter(Boolean).length).toBeGreaterThan(4)
  }
})

test('filtering by somebody else’s id shows nothing', async () => {
  for (const { victim, attackers } of scenes)
    for (const filter of FILTERS)
      for (const attacker of attackers) {
        const path = filter(victim)
        const answer = await ask({ ...attacker, path })
        expect([path, attacker.name, answer.status < 500]).toEqual([path, attacker.name, true])
        expect(answer.text, `${path} as ${attacker.name}`).not.toContain(victim.mark)
      }
})

test('the console is there for operators alone', async () => {
  for (const { attackers } of scenes)
    for (const path of OPERATOR_PAGES)
      for (const attacker of attackers.filter(({ host }) => host !== 'operator')) {
        const answer = await ask({ ...attacker, path })
        expect([path, attacker.name, answer.status]).toEqual([path, attacker.name, 404])
      }
})

const theirPaths = (victim: Victim) => Object.values(DOORS).flatMap((door) => ('theirs' in door ? door.theirs(victim) : []))
const ownPaths = (victim: Victim) => Object.values(DOORS).flatMap((door) => ('own' in door ? door.own(victim) : []))

/** Not found, signed out, or led to the sign-in page. */
const isRefusal = ({ status, location }: Answer): boolean =>
  status === 404 || status === 401 || (status >= 300 && status < 400 && location.endsWith('/sign-in'))
