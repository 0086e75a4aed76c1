import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import http from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Figure } from './figures'
import type { Fleet } from './fleet'
import type { BenchInstallation } from './installation'

const MEGABYTE = 1024 * 1024
const OBJECT_MEGABYTES = 64
const OBJECTS = 16
const CHUNK = randomBytes(MEGABYTE)

/** The front door's memory while 1 GiB is uploaded through the gateway: its peak over the whole against that over the first part. */
export async function measureUpload(installation: BenchInstallation, fleet: Fleet): Promise<Figure[]> {
  const door = await installation.start('agent,storage')
  const [machineId, key] = [fleet.machineIds[0] ?? '', fleet.keys[0] ?? '']
  const put = (path: string, megabytes: number) => upload({ port: door.port, machineId, key, path, megabytes })
  await put('?create=true', 0)
  let peak = 0
  const sampler = setInterval(() => {
    peak = Math.max(peak, residentMegabytes(door.pid))
  }, 50)
  for (let index = 0; index < 2; index++) await put(`data/${name(index)}`, OBJECT_MEGABYTES)
  const early = peak
  for (let index = 2; index < OBJECTS; index++) await put(`data/${name(index)}`, OBJECT_MEGABYTES)
  clearInterval(sampler)
  await door.stop()
  const growth = peak - early
  console.error(`  front door: ${early.toFixed(0)} MiB at 128 MiB uploaded, ${peak.toFixed(0)} MiB at 1024 MiB`)
  return [
    {
      what: 'front door memory: growth from 128 MiB to 1 GiB uploaded',
      measured: `${growth.toFixed(0)} MiB`,
      budget: 'no growth with size (< 64 MiB)',
      held: growth < 64,
    },
  ]
}

const name = (index: number) => index.toString(16).padStart(64, '0')

const residentMegabytes = (pid: number) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

type Upload = { port: number; machineId: string; key: string; path: string; megabytes: number }

async function upload({ port, machineId, key, path, megabytes }: Upload): Promise<void> {
  const request = http.request({
    host: '127.0.0.1',
    port,
    path: `/storage/${machineId}/${path}`,
    method: 'POST',
    headers: {
      host: 'localhost',
      authorization: `Basic ${Buffer.from(`${machineId}:${key}`).toString('base64')}`,
      'content-length': megabytes * MEGABYTE,
    },
  })
  const answered = new Promise<http.IncomingMessage>((resolve, reject) => request.once('response', resolve).once('error', reject))
  await pipeline(Readable.from(Array.from({ length: megabytes }, () => CHUNK)), request)
  const response = await answered
  response.resume()
  if ((response.statusCode ?? 500) >= 300) throw new Error(`the upload was answered ${response.statusCode}`)
}
