import http from 'node:http'
import { chromium } from '@playwright/test'
import postgres from 'postgres'
import { chromiumPath } from '@/bin/tools'
import { observeStatements } from '@/db/client'
import { signIn } from '@/lib/auth/commands'
import { encodeClaims, SESSION_COOKIE } from '@/lib/auth/cookie'
import { findSessionActor } from '@/lib/auth/queries'
import type { UserActor } from '@/lib/auth/types'
import { getControlRoom } from '@/lib/control-room/queries'
import type { Brand } from '@/lib/hosts/types'
import { type Figure, median, milliseconds } from './figures'
import { type Fleet, PASSWORD } from './fleet'
import { type BenchInstallation, HOST } from './installation'

const TURNS = 15
const KILOBYTE = 1024

/** The control room of the whole fleet: server time against its SQL alone, what travels, and how soon a browser shows it. */
export async function measureControlRoom(installation: BenchInstallation, fleet: Fleet): Promise<Figure[]> {
  const { actor, cookie } = await session(fleet)
  const door = await installation.start('web')
  const get = () => fetchPage(door.port, cookie)
  const sqlAlone = await prepareSql(installation.databaseUrl, actor)
  const times: { page: number[]; sql: number[] } = { page: [], sql: [] }
  const first = await get()
  if (first.status !== 200) throw new Error(`the control room answered ${first.status}`)
  for (let turn = 0; turn < TURNS; turn++) {
    times.sql.push(await milliseconds(sqlAlone.run))
    times.page.push(await milliseconds(get))
  }
  await sqlAlone.end()
  const browser = await measureBrowser(door.port, cookie)
  await door.stop()
  const [page, sql] = [median(times.page), median(times.sql)]
  console.error(`  control room: ${page.toFixed(0)} ms, its SQL alone ${sql.toFixed(0)} ms, ${sqlAlone.statements} statements`)
  const kilobytes = first.bytes / KILOBYTE
  return [
    {
      what: 'control room of 10,000: server time / its SQL alone',
      measured: (page / sql).toFixed(2),
      budget: '<= 2',
      held: page / sql <= 2,
    },
    {
      what: 'control room of 10,000: HTML and data, compressed',
      measured: `${kilobytes.toFixed(0)} KB`,
      budget: '<= 150 KB',
      held: kilobytes <= 150,
    },
    {
      what: 'control room of 10,000: cells visible after',
      measured: `${browser.visible.toFixed(0)} ms`,
      budget: '<= 1 s',
      held: browser.visible <= 1000,
    },
    {
      what: 'control room of 10,000: hover highlight',
      measured: `${browser.frames} frame(s)`,
      budget: '1 frame',
      held: browser.frames <= 1,
    },
    {
      what: 'control room: JavaScript, compressed',
      measured: `${browser.scriptKilobytes.toFixed(0)} KB`,
      budget: '<= 170 KB',
      held: browser.scriptKilobytes <= 170,
    },
  ]
}

async function session(fleet: Fleet): Promise<{ actor: UserActor; cookie: string }> {
  const looks = { supportEmail: null, supportPhone: null, supportUrl: null, logoSvg: null, locale: 'fr' as const }
  const brand: Brand = { id: fleet.brandId, slug: 'bench', audience: 'portal', productName: 'Bench', accentColor: '#007a8f', ...looks }
  const opened = await signIn(brand, { userName: 'bench', password: PASSWORD }, { now: new Date(), address: null, userAgent: null })
  if (!opened.ok) throw new Error('the session could not be opened')
  const claims = { sessionId: opened.value.sessionId, brandId: brand.id }
  const actor = await findSessionActor(claims, brand, { now: new Date(), address: null })
  if (actor?.kind !== 'user') throw new Error('no user')
  return { actor, cookie: await encodeClaims(claims) }
}

/** The statements that the page sends for its data, run again by themselves over one connection, rows read. */
async function prepareSql(
  url: string,
  actor: UserActor,
): Promise<{ run: () => Promise<unknown>; statements: number; end: () => Promise<void> }> {
  const statements: { query: string; parameters: unknown[] }[] = []
  const stop = observeStatements((statement) => statements.push(statement))
  await getControlRoom(actor)
  stop()
  const sql = postgres(url, { max: 1 })
  const replay = statements.filter(({ query }) => /^\s*select/i.test(query))
  return {
    statements: replay.length,
    run: () =>
      sql.begin((tx) => Promise.all(replay.map(({ query, parameters }) => tx.unsafe(query, parameters as string[], { prepare: true })))),
    end: () => sql.end(),
  }
}

function fetchPage(port: number, cookie: string): Promise<{ status: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const headers = { host: `${HOST}:${port}`, cookie: `${SESSION_COOKIE}=${cookie}`, 'accept-encoding': 'gzip' }
    const request = http.get({ host: '127.0.0.1', port, path: '/control-room', headers }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.once('end', () => resolve({ status: response.statusCode ?? 0, bytes }))
    })
    request.once('error', reject)
  })
}

async function measureBrowser(port: number, cookie: string): Promise<{ visible: number; frames: number; scriptKilobytes: number }> {
  const executablePath = chromiumPath()
  const browser = await chromium.launch({
    ...(executablePath && { executablePath }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addCookies([{ name: SESSION_COOKIE, value: cookie, domain: HOST, path: '/' }])
  const page = await context.newPage()
  const url = `http://${HOST}:${port}/control-room`
  await page.goto(url)
  const visible: number[] = []
  for (let turn = 0; turn < 5; turn++) {
    visible.push(
      await milliseconds(async () => {
        await page.goto(url, { waitUntil: 'commit' })
        await page.locator('a[data-machine-id]').first().waitFor({ state: 'visible' })
      }),
    )
  }
  await page.waitForLoadState('load')
  const scriptBytes = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter((entry): entry is PerformanceResourceTiming => entry instanceof PerformanceResourceTiming && entry.initiatorType === 'script')
      .reduce((sum, entry) => sum + entry.encodedBodySize, 0),
  )
  const frames = await countFrames(page)
  await browser.close()
  return { visible: median(visible), frames, scriptKilobytes: scriptBytes / KILOBYTE }
}

/** How many frames pass from the pointer reaching a cell to its bar standing on the plate. */
async function countFrames(page: import('@playwright/test').Page): Promise<number> {
  const cell = page.locator('a[data-machine-id]').nth(20)
  const box = await cell.boundingBox()
  if (!box) throw new Error('no cell')
  await page.evaluate(() => {
    const counted = window as typeof window & { framesToLink?: number }
    document.addEventListener(
      'pointerover',
      () => {
        let frames = 0
        const look = () => {
          frames++
          if (document.querySelector('[data-linked="true"]')) counted.framesToLink ??= frames
          else if (frames < 100) requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      },
      { capture: true, once: true },
    )
  })
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.waitForFunction(() => (window as typeof window & { framesToLink?: number }).framesToLink !== undefined)
  return page.evaluate(() => (window as typeof window & { framesToLink?: number }).framesToLink ?? 100)
}
