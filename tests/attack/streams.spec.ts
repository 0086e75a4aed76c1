import { expect, test } from '@playwright/test'
import { PretendAgent } from '@/tests/e2e/support/pretend-agent'
import { ask, listen } from './support/ask'
import { stage } from './support/stage'
import { idsOf } from './support/victim'

test('a live stream tells of the own machines alone, and nothing to who is signed out', async ({ browser }) => {
  test.setTimeout(300_000)
  for (const { victim, owner, attackers } of await stage(browser)) {
    const listeners = attackers.filter(({ cookie, host, name }) => cookie && host !== 'operator' && !name.includes('cookie on'))
    for (const deaf of attackers.filter((attacker) => !listeners.includes(attacker)))
      expect([deaf.name, (await ask({ ...deaf, path: '/api/events' })).status]).toEqual([deaf.name, 401])
    const agent = new PretendAgent(victim.identificationKey)
    const streams = await Promise.all(listeners.map(({ host, cookie }) => listen(host, cookie)))
    // Opened last: once the owner has heard, the others have had the same time.
    const own = await listen(owner.host, owner.cookie)
    await agent.start()
    await agent.progress(40, [`/home/${victim.mark}`])
    await expect.poll(() => own.said(), { timeout: 20_000 }).toContain(victim.machineId)
    await agent.finish()
    await expect.poll(() => own.said().split(victim.machineId).length, { timeout: 20_000 }).toBeGreaterThan(2)
    for (const [place, stream] of streams.entries())
      for (const secret of [victim.mark, agent.backupId, ...idsOf(victim)])
        expect(stream.said(), listeners[place]?.name).not.toContain(secret)
    for (const stream of [own, ...streams]) stream.close()
  }
})
