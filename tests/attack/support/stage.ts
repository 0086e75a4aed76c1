import type { Browser } from '@playwright/test'
import { type Role, role, signedOut } from './roles'
import { makeVictim, type Victim } from './victim'

/** A victim, its owner, and everybody who must get nothing of it. */
export type Scene = { victim: Victim; owner: Role; attackers: Role[] }

/** The two borders that the suite attacks: another space of the same reseller, and another reseller of the same brand. */
export async function stage(browser: Browser): Promise<Scene[]> {
  const run = Math.random().toString(36).slice(2, 8).toUpperCase()
  const inLyon = await makeVictim(`ZLYON${run}QX7`, { host: 'alpes', space: 'Lyon' })
  const ofOleg = await makeVictim(`ZOLEG${run}QX9`, { host: 'kiwi', reseller: 'Oleg Conseil' })
  const [alice, bob, carol] = [
    await role(browser, 'alpes', 'alice'),
    await role(browser, 'alpes', 'bob'),
    await role(browser, 'nord', 'carol'),
  ]
  const [dora, oleg, root] = [
    await role(browser, 'kiwi', 'dora'),
    await role(browser, 'kiwi', 'oleg'),
    await role(browser, 'operator', 'root'),
  ]
  // A cookie carried to another brand's host is nobody's there.
  const aliceElsewhere: Role = { name: "alice's cookie on nord", host: 'nord', cookie: alice.cookie }
  return [
    { victim: inLyon, owner: alice, attackers: [signedOut('alpes'), bob, carol, dora, aliceElsewhere, root] },
    { victim: ofOleg, owner: oleg, attackers: [signedOut('kiwi'), dora, alice, bob, root] },
  ]
}
