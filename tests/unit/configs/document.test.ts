import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AgentConfig, parseAgentConfig } from '@/lib/agent-protocol/config'
import { settingsOf, withChanges, withSettings } from '@/lib/configs/document'
import type { ConfigChanges, ConfigSettings } from '@/lib/configs/types'

const FILE = `# Poste de Mme Martin
paths:
  - /home # tout le monde
  - /srv/compta
excludes: ["*.tmp", '*.bak']
# après la fermeture
schedule: "0 21 * * *" # tous les soirs
retentionDays: 30
bandwidth:
  uploadKiBps: 512 # la ligne est lente
tags: [compta]
`

function read(body: string): AgentConfig {
  const parsed = parseAgentConfig(body)
  if (!parsed.ok) throw new Error(parsed.error)
  return parsed.config
}
const settings = (body = FILE): ConfigSettings => settingsOf(read(body))
const none: ConfigChanges = { addPaths: [], removePaths: [], addExcludes: [], removeExcludes: [] }

describe('the form', () => {
  test('that changes nothing changes no letter', () => {
    expect(withSettings(FILE, settings())).toBe(FILE)
  })

  test('shows what the file says', () => {
    expect(settings()).toEqual({
      paths: ['/home', '/srv/compta'],
      excludes: ['*.tmp', '*.bak'],
      schedule: '0 21 * * *',
      uploadKiBps: 512,
      downloadKiBps: null,
    })
  })

  test('changes what it changes; comments, quotes, order and other keys stay', () => {
    const changed = {
      ...settings(),
      paths: ['/srv/compta', '/home', '/etc'],
      excludes: ['*.bak'],
      schedule: '30 22 * * 1-5',
      uploadKiBps: 1024,
    }
    expect(withSettings(FILE, changed)).toBe(`# Poste de Mme Martin
paths:
  - /srv/compta
  - /home # tout le monde
  - /etc
excludes: ['*.bak']
# après la fermeture
schedule: "30 22 * * 1-5" # tous les soirs
retentionDays: 30
bandwidth:
  uploadKiBps: 1024 # la ligne est lente
tags: [compta]
`)
  })

  test('takes out what is emptied, and the folders last of all', () => {
    const emptied = withSettings(FILE, { paths: [], excludes: [], schedule: null, uploadKiBps: null, downloadKiBps: null })
    expect(read(emptied)).toMatchObject({ paths: [], excludes: [], schedule: null, bandwidth: {}, retentionDays: 30, tags: ['compta'] })
    expect(emptied).toContain('# Poste de Mme Martin')
    expect(emptied).not.toMatch(/excludes|schedule|bandwidth/)
  })

  test('writes a file where there was none, or nothing but a comment', () => {
    const first = { ...settings(), uploadKiBps: null }
    expect(withSettings('', first)).toBe(
      'paths:\n  - /home\n  - /srv/compta\nexcludes:\n  - "*.tmp"\n  - "*.bak"\nschedule: "0 21 * * *"\n',
    )
    expect(withSettings('# plus tard\n', first)).toContain('# plus tard')
  })

  test('whatever is typed into it can be read again as it was typed', () => {
    const path = fc.stringMatching(/^\/[ -~àé]{0,30}$/).filter((text) => !text.split(/[\\/]/).includes('..'))
    const pattern = fc.stringMatching(/^[ -~àé]{1,30}$/).filter((text) => !text.split(/[\\/]/).includes('..'))
    const typed = fc.record({
      paths: fc.array(path, { maxLength: 5 }),
      excludes: fc.array(pattern, { maxLength: 5 }),
      schedule: fc.constantFrom(null, '0 21 * * *', '*/5 * * * *'),
      uploadKiBps: fc.option(fc.integer({ min: 1, max: 9999 })),
      downloadKiBps: fc.option(fc.integer({ min: 1, max: 9999 })),
    })
    fc.assert(
      fc.property(typed, typed, (one, two) => {
        const body = withSettings(FILE, one)
        expect(settings(body)).toEqual(one)
        expect(settings(withSettings(body, two))).toEqual(two)
        expect(read(body)).toMatchObject({ retentionDays: 30, tags: ['compta'] })
      }),
    )
  })
})

describe('a change of many machines', () => {
  test('adds to each file what it lacks, takes out what it has, and leaves the rest', () => {
    const changed = withChanges(FILE, {
      ...none,
      addPaths: ['/home', '/etc'],
      removePaths: ['/srv/compta'],
      addExcludes: ['*.iso'],
      removeExcludes: ['*.x'],
    })
    expect(settings(changed)).toEqual({ ...settings(), paths: ['/home', '/etc'], excludes: ['*.tmp', '*.bak', '*.iso'] })
    expect(changed).toContain('- /home # tout le monde')
  })

  test('sets or takes away schedule and bandwidth, where it says so', () => {
    expect(settings(withChanges(FILE, { ...none, schedule: null, uploadKiBps: null, downloadKiBps: 64 }))).toMatchObject({
      schedule: null,
      uploadKiBps: null,
      downloadKiBps: 64,
    })
    expect(withChanges(FILE, none)).toBe(FILE)
  })

  test('begins a file where there is none', () => {
    expect(withChanges('', { ...none, addPaths: ['/home'], schedule: '0 21 * * *' })).toBe('paths:\n  - /home\nschedule: "0 21 * * *"\n')
  })
})
