import { expect, test } from 'vitest'
import { helpText } from '@/agent/help'
import { parseCommandLine } from '@/agent/usage'

const KEY = 'kwb_0123456789ABCDEFGHJKMNPQRS'
const parse = (line: string, env: Record<string, string> = {}) =>
  parseCommandLine(line.split(' ').filter(Boolean), env as NodeJS.ProcessEnv)

test('enroll takes an address, a key and paths', () => {
  expect(parse(`enroll --portal https://admin.example.com/ --key ${KEY} --path /a --path /b --state /s --lang en`)).toEqual({
    ok: true,
    command: { name: 'enroll', portal: 'https://admin.example.com', key: KEY, paths: ['/a', '/b'], state: '/s', lang: 'en' },
  })
})

test('the key may come from the environment, where other users do not see it', () => {
  expect(parse('enroll --portal http://p', { AGENT_KEY: KEY })).toMatchObject({ ok: true, command: { key: KEY } })
})

test('options may stand before the command', () => {
  expect(parse('--state /s backup')).toEqual({ ok: true, command: { name: 'backup', state: '/s', lang: null } })
})

test('a value that is named like a command is a value', () => {
  expect(parse('backup --state run')).toMatchObject({ ok: true, command: { name: 'backup', state: 'run' } })
  expect(parse('--state run backup')).toMatchObject({ ok: true, command: { name: 'backup', state: 'run' } })
  expect(parse('backup --state backup')).toMatchObject({ ok: true, command: { name: 'backup', state: 'backup' } })
})

test.each([
  ['', 'Indiquez une commande'],
  ['--state /s', 'Indiquez une commande'],
  ['bakcup', 'Commande inconnue : bakcup'],
  ['backup --fast', 'Option inconnue pour backup : --fast'],
  ['backup --path /a', 'Option inconnue pour backup : --path'],
  ['backup now', 'Argument inattendu : now'],
  ['backup --state', "L'option --state attend une valeur"],
  ['backup --lang de', '--lang attend fr ou en'],
  ['enroll --key k', 'enroll a besoin de --portal'],
  ['enroll --portal https://p', 'enroll a besoin de --key'],
  [`enroll --portal ftp://p --key ${KEY}`, '--portal attend une adresse'],
  [`enroll --portal https://u:p@h --key ${KEY}`, '--portal attend une adresse'],
  ['enroll --portal https://p --key é', "--key n'est pas une clé"],
  ['restore --snapshot latest --path /a', 'restore a besoin de --target'],
  ['restore --snapshot --force --path /a --target /b', "L'option --snapshot attend une valeur"],
  ['restore --snapshot=../x --path /a --target /b', "--snapshot attend l'identifiant"],
])('"%s" is refused with one sentence', (line, sentence) => {
  const usage = parse(line)
  expect(usage).toMatchObject({ ok: false, sentence: expect.stringContaining(sentence) })
  expect(usage).not.toMatchObject({ sentence: expect.stringContaining('\n') })
})

test('complaints are in English when that is asked for', () => {
  expect(parse('backup --fast --lang en')).toEqual({ ok: false, sentence: 'Unknown option for backup: --fast (see --help)' })
})

test.each(['fr', 'en'] as const)('the help in %s names every command, option and exit code', (lang) => {
  for (const word of ['enroll', 'backup', 'run', 'status', 'restore', '--portal', '--key', '--path', '--state', '--lang']) {
    expect(helpText(lang)).toContain(word)
  }
  for (const code of [0, 1, 2, 3, 4, 130]) expect(helpText(lang)).toMatch(new RegExp(`^ {2}${code} {2}`, 'm'))
})

test('help and version are understood anywhere', () => {
  expect(parse('--help')).toEqual({ ok: true, command: { name: 'help', lang: 'fr' } })
  expect(parse('backup --help --lang en')).toEqual({ ok: true, command: { name: 'help', lang: 'en' } })
  expect(parse('--version')).toEqual({ ok: true, command: { name: 'version' } })
})
