import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { launchdPlist, shellValues, systemdUnit } from '@/lib/kits/files'
import { kitIdentifier } from '@/lib/kits/identifier'
import { kitPlatforms } from '@/lib/kits/platforms'
import { xmlText } from '@/lib/kits/quoting'
import { readme } from '@/lib/kits/readme'
import { saveKitDraftSchema } from '@/lib/kits/schema'
import { kitNamed } from './kit'

const { productName, supportPhone } = saveKitDraftSchema.shape

/** What somebody who means harm, or has an odd brand, types; kept if the editor's own schema takes it. */
const nasty = fc.constantFrom(
  ...[
    "'",
    '"',
    '`',
    '$(touch /tmp/owned)',
    '${' + 'IFS}',
    '\\',
    '%n',
    '%%',
    '&',
    ';',
    '|',
    '<',
    '>',
    '!',
    '*',
    '~',
    '#',
    '--',
    '\u2019',
    '\u201b',
  ],
  ...[
    ']]>',
    '<!--',
    '</string>',
    '&amp;',
    '@(1)',
    '{{x}}',
    '$_',
    'Write-Host',
    'é',
    '漢',
    '\u202e',
    '\u2028',
    '🙂',
    ' ',
    'END',
    '=',
    '$&',
    '\ud800',
  ],
)
const hostile = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 4 })), { minLength: 1, maxLength: 12 })
  .map((parts) => productName.safeParse(parts.join('')).data ?? 'nothing')
const hostilePhone = hostile.map((text) => supportPhone.safeParse(text).data ?? null)

/** What a shell holds after it has read the values of each of the kits. */
function readByShell(shell: string, scripts: string[]): string[][] {
  const show = `printf '%s\\0' "$KIT_PRODUCT" "$KIT_SUPPORT" "$KIT_ID" "$KIT_PORTAL"; printf '\\n\\0'`
  const out = execFileSync(shell, ['-eu'], { input: scripts.map((script) => `${script}\n${show}\n`).join(''), encoding: 'utf8' })
  return out
    .split('\0\n\0')
    .slice(0, -1)
    .map((kit) => kit.split('\0'))
}

const wellFormed = (text: string) => Buffer.from(text).toString()

test.each(['dash', 'bash'])('whatever a brand is called, %s reads its very name and runs nothing', (shell) => {
  const kits = fc.array(fc.tuple(hostile, hostilePhone), { minLength: 40, maxLength: 40 })
  fc.assert(
    fc.property(kits, (named) => {
      const all = named.map(([name, phone]) => kitNamed(name, phone))
      const expected = all.map(({ file: { id, productName: name, portal, support } }) => {
        const contacts = [support.email, support.phone].filter((contact) => contact !== null).join(', ')
        return [wellFormed(name), wellFormed(contacts), id, portal]
      })
      expect(readByShell(shell, all.map(shellValues))).toEqual(expected)
    }),
    { numRuns: 8 },
  )
})

test('whatever a brand is called, its files, folders and services have a plain name that no program has', () => {
  fc.assert(fc.property(hostile, (name) => void expect(kitIdentifier(name)).toMatch(/^[a-z0-9][a-z0-9-]{0,39}-agent$/)))
})

test.each([
  ['Alpes Sauvegarde', 'alpes-sauvegarde-agent'],
  ['  Nord Données™ ', 'nord-donneestm-agent'],
  ['Œuvres & Cie', 'oeuvres-cie-agent'],
  ['漢字', 'backup-agent'],
  ['../../etc', 'etc-agent'],
  ['systemd', 'systemd-agent'],
])('%s is called %s', (name, id) => expect(kitIdentifier(name)).toBe(id))

test('whatever a brand is called, the unit has the lines that it should and no other', () => {
  const lines = systemdUnit(kitNamed('x')).split('\n')
  fc.assert(
    fc.property(hostile, (name) => {
      const kit = kitNamed(name)
      const unit = systemdUnit(kit).replaceAll(kit.file.id, 'x-agent').split('\n')
      expect(unit.length).toBe(lines.length)
      expect(unit.filter((line, index) => index !== 1 && line !== lines[index])).toEqual([])
      expect(unit[1]).toMatch(/^Description=/)
      expect(unit[1]).not.toMatch(/\\$|(^|[^%])(%%)*%(?!%)/)
    }),
  )
})

test('whatever a brand is called, the property list has one string for it, which reads as its name', () => {
  const shape = (plist: string) => [...plist.matchAll(/<(\/?\w+)/g)].map(([, tag]) => tag)
  const expected = shape(launchdPlist(kitNamed('x')))
  fc.assert(
    fc.property(hostile, (name) => {
      const plist = launchdPlist(kitNamed(name))
      expect(shape(plist)).toEqual(expected)
      const text = /<key>ServiceDescription<\/key>\n {2}<string>([^<]*)<\/string>/.exec(plist)?.[1] ?? ''
      const read = text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))
      expect(text).not.toMatch(/[<>"']|&(?!#\d+;)/)
      expect(read).toBe(name.replace(/[\p{Cs}\ufffe\uffff]/gu, ''))
    }),
  )
})

test('a text with nothing that XML could not hold is whole in it', () => {
  expect(xmlText('Crédit & <Co> "d\'Annecy"')).toBe('Crédit &#38; &#60;Co&#62; &#34;d&#39;Annecy&#34;')
})

test('what is to be typed from a README holds nothing of the brand’s but its plain name', () => {
  fc.assert(
    fc.property(hostile, fc.constantFrom(...kitPlatforms), fc.constantFrom('fr' as const, 'en' as const), (name, platform, locale) => {
      const kit = kitNamed(name)
      const commands = (text: string) => text.split('\n').filter((line) => line.startsWith('    '))
      const plain = kitNamed('x')
      const expected = commands(readme(plain, platform, locale)).map((line) => line.replaceAll(plain.file.id, kit.file.id))
      expect(commands(readme(kit, platform, locale))).toEqual(expected)
    }),
  )
})

test('no script has a place where a name would be put into it', () => {
  for (const script of ['unix/install.sh', 'unix/uninstall.sh', 'unix/common.sh', 'linux/service.sh', 'macos/service.sh']) {
    execFileSync('dash', ['-n', `agent/kit/${script}`])
    // Values come from kit.sh, always within quotes; nothing is evaluated but the paths that the script has quoted itself.
    const text = readFileSync(`agent/kit/${script}`, 'utf8')
    expect([...text.matchAll(/\beval\b.*/g)].map(([line]) => line)).toEqual(script === 'unix/install.sh' ? ['eval "set -- $paths"'] : [])
  }
  for (const script of ['install', 'uninstall', 'common']) {
    expect(readFileSync(`agent/kit/windows/${script}.ps1`, 'utf8')).not.toMatch(/Invoke-Expression|\biex\b|ScriptBlock\]::Create/i)
  }
})
