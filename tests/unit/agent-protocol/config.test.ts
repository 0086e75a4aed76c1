import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ConfigProblem, MAX_CONFIG_BYTES, parseAgentConfig } from '@/lib/agent-protocol/config'
import { nearestOf } from '@/lib/agent-protocol/nearest'

const problemsOf = (body: string): ConfigProblem[] => {
  const parsed = parseAgentConfig(body)
  return parsed.ok ? [] : parsed.problems
}
/** `line:column key code`, as short as a test can say it. */
const told = (body: string) => problemsOf(body).map(({ line, column, key, code }) => `${line}:${column} ${key} ${code}`)

test('a configuration is read with its defaults', () => {
  expect(parseAgentConfig('paths: [/home]\nschedule: "0 21 * * *"\n')).toEqual({
    ok: true,
    config: { paths: ['/home'], excludes: [], schedule: '0 21 * * *', retentionDays: 90, bandwidth: {}, tags: [] },
  })
})

test.each([
  ['nothing', '', '1:1 paths missing'],
  ['a bracket left open', 'paths: [/home', '1:14  indentation'],
  ['a quote left open', 'paths:\n  - "/home\n', '3:1  unclosed'],
  ['a tab', 'paths:\n\t- /home\n', '2:1  tab'],
  ['a crooked list', 'paths:\n  - /a\n - /b\n', '3:1  syntax'],
  ['two documents', 'paths: [/a]\n---\npaths: [/b]\n', '2:1  syntax'],
  ['no paths', 'excludes: []', '1:1 paths missing'],
  ['paths that are one text', '# mine\npaths: /home\n', '2:8 paths not_a_list'],
  ['a path that is a number', 'paths:\n  - /a\n  - 7\n', '3:5 paths.1 not_text'],
  ['an empty path', 'paths: [""]', '1:9 paths.0 empty'],
  ['a NUL in a path', 'paths: ["/a\\0b"]', '1:9 paths.0 control_character'],
  ['a line end in a path', 'paths: ["/a\\nb"]', '1:9 paths.0 control_character'],
  ['a way up in a path', 'paths: [/home/../etc]', '1:9 paths.0 parent'],
  ['a way up on Windows', 'paths: ["C:\\\\Users\\\\..\\\\x"]', '1:9 paths.0 parent'],
  ['a way up in an exclude', 'paths: [/a]\nexcludes: [../b]', '2:12 excludes.0 parent'],
  ['a relative path', 'paths: [home]', '1:9 paths.0 relative'],
  ['a path at home', 'paths: [~/x]', '1:9 paths.0 relative'],
  ['too many paths', `paths: [${Array(1001).fill('/a').join(',')}]`, '1:8 paths too_many'],
  ['a path too long', `paths: ["/${'a'.repeat(4096)}"]`, '1:9 paths.0 too_long'],
  ['a schedule that is none', 'paths: [/a]\nschedule: at noon', '2:11 schedule not_cron'],
  ['no days of history', 'paths: [/a]\nretentionDays: 0', '2:16 retentionDays out_of_range'],
  ['more history than a century', 'paths: [/a]\nretentionDays: 36501', '2:16 retentionDays out_of_range'],
  ['days in words', 'paths: [/a]\nretentionDays: many', '2:16 retentionDays not_a_number'],
  ['a tag with a space', 'paths: [/a]\ntags: ["a b"]', '2:8 tags.0 not_a_tag'],
  ['no bandwidth at all', 'paths: [/a]\nbandwidth: {uploadKiBps: 0}', '2:26 bandwidth.uploadKiBps out_of_range'],
  ['a bandwidth that is a number', 'paths: [/a]\nbandwidth: 7', '2:12 bandwidth not_a_map'],
  ['a hook', 'paths: [/a]\npreBackup: rm -rf /', '2:1 preBackup unknown_key'],
  ['a command under a known key', 'paths: [/a]\nbandwidth:\n  run: sh', '3:3 bandwidth.run unknown_key'],
  ['a key twice', 'paths: [/a]\nexcludes: []\npaths: [/b]', '3:1 paths twice'],
  ['an inner key twice', 'paths: [/a]\nbandwidth: {uploadKiBps: 1, uploadKiBps: 2}', '2:29 uploadKiBps twice'],
  ['a list', '- /a', '1:1  not_a_map'],
  ['a reference', 'paths: &p [/a]\nexcludes: *p', '2:11 p alias'],
  ['bytes that were no UTF-8', 'paths:\n  - /caf\ufffd\n', '2:9  not_utf8'],
  ['half a character', 'paths: ["/a\ud800"]', '1:12  not_utf8'],
])('a configuration with %s is refused at its line and column', (_, body, problem) => {
  expect(told(body)[0]).toBe(problem)
  const parsed = parseAgentConfig(body)
  expect(parsed.ok ? '' : parsed.error).toMatch(/^[^\n]+, line \d+, column \d+$/)
})

test('all that is wrong is told, in the order of the file', () => {
  expect(told('schedule: never\npahts: [x]\nbandwidth: {up: 1}\n')).toEqual([
    '1:1 paths missing',
    '1:11 schedule not_cron',
    '2:1 pahts unknown_key',
    '3:13 bandwidth.up unknown_key',
  ])
  expect(problemsOf(`paths: [${Array(50).fill('x').join(',')}]`)).toHaveLength(20)
})

describe('an unknown key', () => {
  test.each([
    ['pathes', 'paths'],
    ['Exclude', 'excludes'],
    ['retention', 'retentionDays'],
    ['cron', 'tags'],
    ['sheduel', 'schedule'],
    ['x'.repeat(1000), 'excludes'],
  ])('%.20s is told with the nearest known one', (typed, nearest) => {
    expect(problemsOf(`paths: [/a]\n${typed}: 1\n`)[0]?.nearest).toBe(nearest)
  })

  test('in a part is told with the nearest of that part', () => {
    expect(problemsOf('paths: [/a]\nbandwidth: {upload: 1}')[0]?.nearest).toBe('uploadKiBps')
  })

  test('without any known one there is none', () => expect(nearestOf('x', [])).toBe(''))
})

describe('a bomb', () => {
  const laughs = `a: &a [x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, n) => `b${n}: &b${n} [${`*${n ? `b${n - 1}` : 'a'},`.repeat(8)}]\n`).join('')}paths: [*b8]`

  test.each([
    ['of a billion laughs', laughs, 'alias'],
    ['of merged keys', 'a: &a {x: 1}\nb: {<<: *a}\npaths: [/a]', 'alias'],
    ['of brackets', '['.repeat(MAX_CONFIG_BYTES), /syntax|indentation/],
    ['of braces', '{a: '.repeat(MAX_CONFIG_BYTES / 4), /syntax|indentation/],
    ['of dashes', '- '.repeat(MAX_CONFIG_BYTES / 2), /syntax|not_a_map/],
    ['of keys', Array.from({ length: 1200 }, (_, n) => `k${n}: 1\n`).join(''), 'missing'],
    ['of size', `# ${'x'.repeat(MAX_CONFIG_BYTES)}`, 'too_large'],
    ['of size in few characters', `# ${'é'.repeat(MAX_CONFIG_BYTES / 2)}`, 'too_large'],
  ])('%s is refused', (_, body, code) => {
    expect(problemsOf(body)[0]?.code).toMatch(code)
  })
})

test('whatever text it is, reading it never throws, and the place is in the file', () => {
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
      const parsed = parseAgentConfig(body)
      if (parsed.ok) return
      expect(parsed.error).not.toContain('\n')
      for (const { line, column } of parsed.problems) {
        expect(line).toBeLessThanOrEqual(body.split('\n').length)
        expect(Math.min(line, column)).toBeGreaterThanOrEqual(1)
      }
    }),
    { numRuns: 500 },
  )
})

test('what was read once is read the same again', () => {
  const config = fc.record({
    paths: fc.array(
      fc.stringMatching(/^\/[ -~]{1,20}$/).filter((path) => !path.split(/[\\/]/).includes('..')),
      { minLength: 1, maxLength: 5 },
    ),
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
])('what is wrong is found on its line (%j: %j)', (body, line) => {
  expect(parseAgentConfig(body)).toMatchObject({ ok: false, problems: [{ line }] })
})
