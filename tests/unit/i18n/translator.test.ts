import { expect, test } from 'vitest'
import { compiledMessages } from '@/lib/i18n/compiled-messages'
import { compiledTranslator } from '@/lib/i18n/compiled-translator'
import { translator } from '@/lib/i18n/translator'

for (const locale of ['fr', 'en'] as const) {
  test(`the browser's translator says the same as the server's, ${locale}`, () => {
    const [server, browser] = [translator(locale), compiledTranslator(locale, compiledMessages(locale, ['controlRoom']))]
    for (const count of [0, 1, 2, 1_234]) {
      expect(browser('controlRoom.cells', { count })).toBe(server('controlRoom.cells', { count }))
      expect(browser('controlRoom.cardMachines', { count })).toBe(server('controlRoom.cardMachines', { count }))
    }
    expect(browser('controlRoom.live.connected')).toBe(server('controlRoom.live.connected'))
  })
}

test('French counts zero and one in the singular', () => {
  const t = translator('fr')
  expect([0, 1, 2].map((count) => t('controlRoom.cells', { count }))).toEqual(['0 poste', '1 poste', '2 postes'])
})

test('a text that was not sent to the page is a loud mistake', () => {
  expect(() => compiledTranslator('fr', {})('shell.signOut')).toThrow('shell.signOut')
})

test('what goes to the browser is plain data, as React demands', () => {
  const sent = compiledMessages('fr', ['controlRoom'])
  expect(structuredClone(sent)).toEqual(sent)
  expect(Object.getPrototypeOf((sent['controlRoom.cells'] as [[string, number, object]])[0][2])).toBe(Object.prototype)
})
