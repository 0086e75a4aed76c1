import { expect, test } from '@playwright/test'
import { ask } from './support/ask'
import { stage } from './support/stage'
import { makeVictim } from './support/victim'

test("a machine's key opens its own reports and repository alone, on its own brand's hosts", async ({ browser }) => {
  test.setTimeout(300_000)
  const run = Math.random().toString(36).slice(2, 8).toUpperCase()
  const thief = await makeVictim(`ZTHIEF${run}`, { host: 'alpes', space: 'Genève' })
  const json = { authorization: `Bearer ${thief.identificationKey}`, 'content-type': 'application/json' }
  for (const { victim } of await stage(browser)) {
    const report = (backupId: string) => ({
      reports: [{ backupId, seq: 90, at: new Date().toISOString(), event: { type: 'log', lines: [] } }],
    })
    const foreign = await ask({
      host: 'alpes',
      path: '/api/agent/v1/reports',
      method: 'POST',
      headers: json,
      body: JSON.stringify(report(victim.backupId)),
    })
    expect(foreign.status).toBe(422)
    expect(foreign.text).not.toContain(victim.mark)
    for (const path of ['', 'config', 'keys/', 'snapshots/', 'data/', `data/${'ab'.repeat(32)}`])
      for (const method of ['GET', 'HEAD', 'POST', 'DELETE']) {
        const answer = await ask({
          host: 'alpes',
          path: `/storage/${victim.machineId}/${path}`,
          method,
          headers: { authorization: json.authorization },
        })
        expect([method, path, answer.status >= 400 && answer.status < 500]).toEqual([method, path, true])
      }
    const elsewhere = victim.host === 'alpes' ? 'nord' : 'alpes'
    const key = { ...json, authorization: `Bearer ${victim.identificationKey}` }
    const poll = JSON.stringify({ configVersion: 0, configError: null, results: [] })
    expect((await ask({ host: elsewhere, path: '/api/agent/v1/poll', method: 'POST', headers: key, body: poll })).status).toBe(401)
  }
})
