import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAgentConfig } from '@/lib/agent-protocol/config'

test('a configuration is read with its defaults', () => {
  expect(parseAgentConfig('paths: [/home]\nschedule: "0 21 * * *"\n')).toEqual({
    ok: true,
    config: { paths: ['/home'], excludes: [], schedule: '0 21 * * *', retentionDays: 90, bandwidth: {}, tags: [] },
  })
})

test.each([
  ['nothing', '', /^paths/],
  ['broken YAML', 'paths: [/home', /line 1/],
  ['no paths', 'excludes: []', /^paths/],
  ['a path that is a number', 'paths: [7]', /^paths\.0/],
  ['an empty path', 'paths: [""]', /^paths\.0/],
  ['a NUL in a path', 'paths: ["/a\\0b"]', /^paths\.0: contains a NUL/],
  ['too many paths', `paths: [${Array(1001).fill('/a').join(',')}]`, /^paths/],
  ['a path too long', `paths: ["/${'a'.repeat(4096)}"]`, /^paths\.0/],
  ['a schedule that is none', 'paths: [/a]\nschedule: at noon', /^schedule: is not a cron expression/],
  ['no days of history', 'paths: [/a]\nretentionDays: 0', /^retentionDays/],
  ['more history than a century', 'paths: [/a]\nretentionDays: 36501', /^retentionDays/],
  ['a tag with a space', 'paths: [/a]\ntags: ["a b"]', /^tags\.0/],
  ['no bandwidth at all', 'paths: [/a]\nbandwidth: {uploadKiBps: 0}', /^bandwidth\.uploadKiBps/],
  ['a hook', 'paths: [/a]\npreBackup: rm -rf /', /preBackup/],
  ['a command under a known key', 'paths: [/a]\nbandwidth: {run: "sh"}', /run/],
  ['a key given twice', 'paths: [/a]\nschedule: "0 1 * * *"\npaths: [/b]', /^paths: is given twice/],
  ['a list', '- /a', /^configuration/],
  ['a billion laughs', `a: &a [x,x,x,x,x,x,x,x]\nb: &b [${'*a,'.repeat(8)}]\nc: &c [${'*b,'.repeat(8)}]\npaths: [${'*c,'.repeat(8)}]`, /./],
])('a configuration with %s is refused in one sentence', (_, body, reason) => {
  const parsed = parseAgentConfig(body)
  expect(parsed).toMatchObject({ ok: false, error: expect.stringMatching(reason) })
  expect(parsed.ok ? '' : parsed.error).not.toContain('\n')
})

test('whatever text it is, reading it never throws', () => {
  const yamlish = fc
    .array(
      fc.oneof(
        fc.constantFrom('paths', ':', '\n', '- ', '{', '[', ']', '&a', '*a', '<<', '!!js', '"', '|', '  ', '? ', '---', '%', '#'),
        fc.string(),
      ),
      {
        maxLength: 30,
      },
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), yamlish, fc.json()), (body) => {
      expect(parseAgentConfig(body).ok).toBeTypeOf('boolean')
    }),
    { numRuns: 500 },
  )
})

test('what was read once is read the same again', () => {
  const config = fc.record({
    paths: fc.array(fc.stringMatching(/^\/[ -~]{1,20}$/), { minLength: 1, maxLength: 5 }),
    tags: fc.array(fc.stringMatching(/^[\w.-]{1,64}$/), { maxLength: 3 }),
    retentionDays: fc.integer({ min: 1, max: 36_500 }),
  })
  fc.assert(
    fc.property(config, (wanted) => {
      expect(parseAgentConfig(JSON.stringify(wanted))).toMatchObject({ ok: true, config: wanted })
    }),
  )
})

test.each([
  ['paths:\n  - /home\n  - 7\n', 3],
  ['paths: [/home]\n\n# a comment\nschedule: at noon\n', 4],
  ['paths: [/home]\nrun: rm -rf /\n', 2],
  ['paths: [/home]\ntags: []\npaths: [/etc]\n', 3],
  ['paths:\n  - "/home\n', 3],
  ['paths: [/home]\nbandwidth:\n  uploadKiBps: 0\n', 3],
  ['excludes: []\n', null],
])('what is wrong is found on its line (%j: %j)', (body, line) => {
  expect(parseAgentConfig(body)).toMatchObject({ ok: false, line })
})
